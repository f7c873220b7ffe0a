"""Printed sheets: what each product holds, as data for its template in `templates/worksheet/`; the format pdf sets them."""
