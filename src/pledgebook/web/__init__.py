"""The desk: the book in a browser. Pages over the book's own answers; reviews go through the book's own reviewing.

`app.make_app` is the application, `serving.serve` runs it. Starlette and the rest of the extra "web" are loaded only
when the desk is opened.
"""
