"""Word's files: how the elements of `templates/docx/` become paragraphs, tables and pictures, and how the file is closed."""
