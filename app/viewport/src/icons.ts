// The icon set: Lucide, 16 px, 1.5 px strokes.

import {
  ArrowRight, Box, BoxSelect, Check, CircleAlert, CircleCheck, CircleHelp, Copy, Dices, Download, Eye, EyeOff, FileJson,
  FilePlus2, Frame, Info, LayoutGrid, Lock, LockOpen, Magnet, Monitor, Moon, MousePointer2, Package, PanelLeft,
  PanelRight, Plus, Redo2, RefreshCw, Sparkles, Square, Sun, Trash2, TriangleAlert, Undo2, Upload, X, createElement,
} from "lucide";

const icons = {
  arrow: ArrowRight, box: Box, draw: BoxSelect, check: Check, error: CircleAlert, success: CircleCheck, help: CircleHelp,
  duplicate: Copy, dice: Dices, download: Download, eye: Eye, "eye-off": EyeOff, json: FileJson, new: FilePlus2,
  frame: Frame, info: Info, templates: LayoutGrid, lock: Lock, unlock: LockOpen, snap: Magnet, system: Monitor,
  dark: Moon, select: MousePointer2, glb: Package, left: PanelLeft, right: PanelRight, plus: Plus, redo: Redo2,
  regenerate: RefreshCw, generate: Sparkles, stop: Square, light: Sun, delete: Trash2, warning: TriangleAlert,
  undo: Undo2, import: Upload, close: X,
};

export type IconName = keyof typeof icons;

export function icon(name: IconName, size = 16): SVGElement {
  return createElement(icons[name], {
    width: size, height: size, "stroke-width": 1.5, "aria-hidden": "true", class: "icon",
  }) as SVGElement;
}
