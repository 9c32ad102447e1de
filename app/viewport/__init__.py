"""The page as one Gradio component: TypeScript in src, its committed bundle in dist, the Python side in component."""
