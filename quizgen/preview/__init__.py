"""Looking at a quiz while it is written: built in memory, shown to browsers of this machine, built again on a change.

`building` builds, `watching` tells what changed, `serving` answers a browser.
"""
