// data-testid of every control that a browser test needs. The page lives in an open shadow root, which Playwright's
// locators pierce (`page.get_by_test_id("generate")`); `document.querySelector` does not.
//
// Top bar        doc-name save-state undo redo new templates template-<id> recent recent-<project> import import-file export export-json
//                export-glb theme theme-system theme-dark theme-light help toggle-outliner toggle-inspector
// Tools          tool-select tool-draw tool-frame tool-duplicate tool-delete tool-snap
// Display        show-boxes show-both show-meshes shade-texture shade-normals shade-wire
// Viewport       viewport (focus it for keys) canvas size-label hint empty-state
//                handle-<x|y|z>-<min|max> (face handles of the selection) arrow-<x|y|z> (move arrows)
// Outliner       outliner part-count outliner-row-<part id> eye-<id> lock-<id> regenerate-<id> draw-box
// Inspector      inspector part-name part-caption part-caption-count size-x size-y size-z position-x position-y position-z
//                part-seed part-dice color-<0..11> part-lock part-regenerate part-duplicate part-delete part-checks
//                field-error (one a side; the message about refused input)
//                scene-name scene-caption scene-caption-count scene-seed scene-dice (when nothing is selected)
// Action bar     generate (becomes `cancel` while running) generate-all progress (role=progressbar) run-message run-time
// Messages       toast (data-kind: info success warning error) toast-close toast-action
// Help           help-sheet help-close
//
// window.copart is for tests only:
//   scene()              the document as plain JSON        project()  its project id
//   selection()          id of the selected part or null   state()    the run: loading ready starting running ...
//   meshes()             part id -> URL of the final mesh  shown()    ids whose meshes are on screen, final or preview
//   screenOf([x, y, z])  -> [clientX, clientY] of a point in document space
//   settled()            -> promise: no mesh is loading and the last frame is drawn

export const ids = {
  handle: (axis: string, side: string) => `handle-${axis}-${side}`,
  arrow: (axis: string) => `arrow-${axis}`,
  row: (id: string) => `outliner-row-${id}`,
  eye: (id: string) => `eye-${id}`,
  lock: (id: string) => `lock-${id}`,
  regenerate: (id: string) => `regenerate-${id}`,
  template: (id: string) => `template-${id}`,
  recent: (project: string) => `recent-${project}`,
  color: (index: number) => `color-${index}`,
};
