// One question after the other. Every word and every question stands in the page's markup; the parts are read in this order.
(() => {
"use strict";
{% include "html/script/page.js" %}

const run = () => {
{% for part in ("words", "order", "score", "csv", "record", "questions", "store", "round", "frame", "result", "start") %}
{% include "html/script/" ~ part ~ ".js" %}

{% endfor %}
{# what a fixed mode can do without is not there #}
{% for mode in ("practice", "exam", "cards") if wishes.mode in (none, mode) %}
{% include "html/script/" ~ mode ~ ".js" %}

{% endfor %}
{% if wishes.mode in (none, "exam") %}{% include "html/script/clock.js" %}{% endif %}

{% if wishes.report_to_parent %}{% include "html/script/report.js" %}{% else %}const report = () => {};{% endif %}

{% if wishes.mode == "exam" %}{% include "html/script/seal.js" %}{% else %}const unseal = () => {};{% endif %}

showStart();
};
{% include "html/script/wake.js" %}

})();
