"""What the browser sees: the only package that imports streamlit."""
