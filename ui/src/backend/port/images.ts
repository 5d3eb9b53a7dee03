// Images: which there are, and what is done with them.

import type {
  BuildSpec,
  ImageJobEvent,
  ImageListing,
  ImageRemoval,
  Newer,
  PrunedImage,
  PruneImages,
  PrunePreview,
  SaveWords,
} from '../bindings';

export interface ImageCalls {
  /** The images of an engine, the newest first, with who uses them; asked now. */
  listImages(engine: string): Promise<ImageListing>;
  /** Gives an image a further name; another image that has it loses it. */
  tagImage(engine: string, image: string, name: string): Promise<void>;
  /** Removes an image that nothing was made of by its id, or one of its several names. */
  removeImage(engine: string, image: string): Promise<ImageRemoval>;
  /** What a prune would remove, and what that frees. */
  previewPruneImages(engine: string, which: PruneImages): Promise<PrunePreview>;
  /** Removes images of a preview by their ids; one that is needed by now stays. */
  pruneImages(engine: string, which: PruneImages, ids: string[]): Promise<PrunedImage[]>;
  /** Asks a registry whether it has a newer image by this name. */
  newerImage(engine: string, image: string): Promise<Newer>;
  /** Sends every job on images, now and when one changes, until the window is gone. */
  subscribeImageJobs(listen: (event: ImageJobEvent) => void): Promise<void>;
  /** Begins to pull an image; resolves with the number of the job. It goes on without the window. */
  pullImage(engine: string, image: string): Promise<number>;
  /** Begins to build an image of a folder. */
  buildImage(engine: string, spec: BuildSpec): Promise<number>;
  /** Begins to write an image to a file that the person chooses; null when they chose none. */
  saveImage(engine: string, image: string, words: SaveWords): Promise<number | null>;
  /** Begins to read images from a file that the person chooses; null when they chose none. */
  loadImages(engine: string, words: SaveWords): Promise<number | null>;
  /** Asks for a folder to build; null when the person chose none. */
  chooseBuildFolder(title: string, typed: string | null): Promise<string | null>;
  /** Ends a job that goes on. */
  cancelImageJob(number: number): Promise<void>;
  /** Takes a job that has ended off the list. */
  forgetImageJob(number: number): Promise<void>;
}
