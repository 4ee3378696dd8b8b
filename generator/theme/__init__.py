"""The two frames around the digest's pages, and the styles and scripts that they share.

`digest/` is a theme of MkDocs, the lean frame; `material/` adds the digest to Material for MkDocs;
`common/` has what both load.
"""
