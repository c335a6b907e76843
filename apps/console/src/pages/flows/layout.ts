/** Where the nodes and edges of a flow stand, top to bottom. */
import { Graph, layout } from '@dagrejs/dagre';
import { type Edge, edgesOf, type Flow } from './flow.ts';

export const NODE_WIDTH = 168;
export const NODE_HEIGHT = 52;

export interface Place {
  readonly name: string;
  /** Middle. */
  readonly x: number;
  readonly y: number;
}
export interface Line extends Edge {
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
}
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly places: readonly Place[];
  readonly lines: readonly Line[];
}

export function draw(flow: Flow): Drawing {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 56, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  const names = Object.keys(flow.nodes);
  for (const name of names) graph.setNode(name, { width: NODE_WIDTH, height: NODE_HEIGHT });
  // Edges to one node are drawn as one line with all their names.
  const joined = new Map<string, Edge>();
  for (const [name, node] of Object.entries(flow.nodes)) {
    for (const edge of edgesOf(name, node)) {
      if (!Object.hasOwn(flow.nodes, edge.to)) continue;
      const id = JSON.stringify([edge.from, edge.to]);
      const known = joined.get(id);
      joined.set(id, known ? { ...known, by: `${known.by}, ${edge.by}` } : edge);
    }
  }
  for (const [id, { from, to, by }] of joined) {
    graph.setEdge(from, to, { width: by.length * 7, height: 14, labelpos: 'c' }, id);
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  const places = names.map((name) => {
    const { x = 0, y = 0 } = graph.node(name) as { readonly x?: number; readonly y?: number };
    return { name, x, y };
  });
  const lines = [...joined].map(([id, edge]) => {
    const at = graph.edge(edge.from, edge.to, id) as {
      readonly points?: readonly { readonly x: number; readonly y: number }[];
      readonly x?: number;
      readonly y?: number;
    };
    return { ...edge, path: smooth(at.points ?? []), labelX: at.x ?? 0, labelY: at.y ?? 0 };
  });
  return { width: Math.max(width, NODE_WIDTH), height: Math.max(height, NODE_HEIGHT), places, lines };
}

/** Through the middles of the stretches, the corners as control points. */
function smooth(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  let path = `M${first.x} ${first.y}`;
  for (const [index, corner] of rest.slice(0, -1).entries()) {
    const after = rest[index + 1] ?? last;
    const end = index === rest.length - 2 ? after : { x: (corner.x + after.x) / 2, y: (corner.y + after.y) / 2 };
    path += `Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
  }
  return rest.length === 1 ? `${path}L${last.x} ${last.y}` : path;
}
