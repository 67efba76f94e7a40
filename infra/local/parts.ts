/** Something that was started and has to be stopped. */
export interface Part {
  stop(): Promise<void>;
}

/** All parts that a host started. The last one is stopped first. */
export interface Parts extends Part {
  add<Started extends Part>(part: Started): Started;
  isStopping(): boolean;
}

export function createParts(): Parts {
  const started: Part[] = [];
  let isStopping = false;
  return {
    add(part) {
      started.push(part);
      return part;
    },
    isStopping: () => isStopping,
    async stop() {
      isStopping = true;
      for (const part of started.toReversed()) await part.stop();
    },
  };
}
