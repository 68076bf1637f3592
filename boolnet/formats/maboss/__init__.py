"""MaBoSS models: nodes with the rates at which they go up and down (``.bnd``, ``.cfg``)."""
