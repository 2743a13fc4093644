"""Official papers: numbered, rendered once, frozen.

Knows no inspection words: other apps hand over a kind and a plain context.
"""
