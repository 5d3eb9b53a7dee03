// Images: which there are, and what is done with them.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { ImageCalls } from '../port';
import { translated } from './call';

export const imageCalls: ImageCalls = {
  listImages: (engine) => translated(commands.listImages(engine)),
  tagImage: async (engine, image, name) => {
    await translated(commands.tagImage(engine, image, name));
  },
  removeImage: (engine, image) => translated(commands.removeImage(engine, image)),
  previewPruneImages: (engine, which) => translated(commands.previewPruneImages(engine, which)),
  pruneImages: (engine, which, ids) => translated(commands.pruneImages(engine, which, ids)),
  newerImage: (engine, image) => translated(commands.newerImage(engine, image)),
  subscribeImageJobs: async (listen) => {
    await translated(commands.subscribeImageJobs(new Channel(listen)));
  },
  pullImage: (engine, image) => translated(commands.pullImage(engine, image)),
  buildImage: (engine, spec) => translated(commands.buildImage(engine, spec)),
  saveImage: (engine, image, words) => translated(commands.saveImage(engine, image, words)),
  loadImages: (engine, words) => translated(commands.loadImages(engine, words)),
  chooseBuildFolder: (title, typed) => translated(commands.chooseBuildFolder(title, typed)),
  cancelImageJob: async (number) => {
    await translated(commands.cancelImageJob(number));
  },
  forgetImageJob: async (number) => {
    await translated(commands.forgetImageJob(number));
  },
};
