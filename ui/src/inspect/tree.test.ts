// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { Tree } from './tree';

const TOLD = {
  Id: 'a"b',
  Config: { Env: ['A=…', 'B=1, "x": 2,'], Labels: { 'com.example/tier': 'web', note: 'two\nlines' }, Binds: null },
  Empty: {},
  None: [],
  Pids: [[1, 2], { deep: true }],
};
const tree = new Tree(JSON.stringify(TOLD, null, 2));
const at = (path: string): (typeof tree.nodes)[number] => {
  const found = tree.nodes.find((node) => node.path === path);
  if (!found) throw new Error(`no ${path} among ${tree.nodes.map((node) => node.path).join(' ')}`);
  return found;
};

describe('the tree of JSON', () => {
  it('names each node as jq does', () => {
    expect(tree.nodes.map(({ path }) => path)).toEqual([
      '.Id',
      '.Config',
      '.Config.Env',
      '.Config.Env[0]',
      '.Config.Env[1]',
      '.Config.Labels',
      '.Config.Labels["com.example/tier"]',
      '.Config.Labels.note',
      '.Config.Binds',
      '.Empty',
      '.None',
      '.Pids',
      '.Pids[0]',
      '.Pids[0][0]',
      '.Pids[0][1]',
      '.Pids[1]',
      '.Pids[1].deep',
    ]);
    expect(new Tree('{\n  "a-b": [\n    1\n  ]\n}').nodes.map(({ path }) => path)).toEqual(['.["a-b"]', '.["a-b"][0]']);
    expect(new Tree('[\n  {\n    "a": 1\n  }\n]').nodes.map(({ path }) => path)).toEqual(['.[0]', '.[0].a']);
  });

  it('gives the value of each as it was told', () => {
    expect(tree.valueOf(at('.Config.Env[1]'))).toBe('B=1, "x": 2,');
    expect(tree.valueOf(at('.Config.Labels.note'))).toBe('two\nlines');
    expect(tree.valueOf(at('.Config.Binds'))).toBe('null');
    expect(tree.valueOf(at('.Empty'))).toBe('{}');
    for (const [path, value] of [
      ['.Config', TOLD.Config],
      ['.Config.Env', TOLD.Config.Env],
      ['.Pids', TOLD.Pids],
    ] as const) {
      expect(tree.valueOf(at(path))).toBe(JSON.stringify(value, null, 2));
    }
  });

  it('keeps numbers that JavaScript has not', () => {
    const [limit] = new Tree('{\n  "Limit": 9223372036854775807\n}').nodes;
    expect(limit?.text).toBe('9223372036854775807');
  });

  it('shows what is unfolded, and where each is among those beside it', () => {
    const paths = (...unfolded: string[]): string[] =>
      tree.visible(new Set(unfolded.map((path) => at(path).index))).map(({ path }) => path);
    expect(paths()).toEqual(['.Id', '.Config', '.Empty', '.None', '.Pids']);
    expect(paths('.Config', '.Pids[0]')).toEqual([
      '.Id',
      '.Config',
      '.Config.Env',
      '.Config.Labels',
      '.Config.Binds',
      '.Empty',
      '.None',
      '.Pids',
    ]);
    expect(tree.nodes.map((node) => `${node.place}/${tree.beside(node)}`).slice(0, 6)).toEqual([
      '1/5',
      '2/5',
      '1/3',
      '1/2',
      '2/2',
      '2/3',
    ]);
  });

  it('finds keys and values whatever their case, and paths', () => {
    const paths = (words: string): string[] => tree.find(words).map(({ path }) => path);
    expect(paths('TIER')).toEqual(['.Config.Labels["com.example/tier"]']);
    expect(paths('lines')).toEqual(['.Config.Labels.note']);
    expect(paths('.pids[0]')).toEqual(['.Pids[0]', '.Pids[0][0]', '.Pids[0][1]']);
    expect(paths('  ')).toEqual([]);
    expect(tree.around(at('.Pids[1].deep'))).toEqual([at('.Pids[1]').index, at('.Pids').index]);
  });

  it('is empty where there is nothing', () => {
    for (const json of ['', 'null', '{}', '[]']) expect(new Tree(json).nodes).toEqual([]);
  });
});
