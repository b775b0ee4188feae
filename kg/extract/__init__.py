"""One layer a file: times, names, quotations, events, claims, facts; together they turn an Analysis into a Record."""
