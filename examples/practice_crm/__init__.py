"""A small practice's CRM on relkit: records in, nightly assessment, rulings, plans, a report.

It is an application, not a library: everything that judges is relkit's, everything that lasts
is in one SQLite file, and what people read is a folder of static pages.
"""
