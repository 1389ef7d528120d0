// The scope's operation "pooling": a window, and one kind of pooling or two beside each other, each its own map.

function poolingOperation(picture, settings) {
  const window = slidingWindow(picture, settings, settings.window)
  const { kinds } = settings
  const colours = picture.planes.length > 1
  const even = kinds[1] === "l2" ? Math.sqrt(settings.window[0] * settings.window[1]) : 1
  return {
    ...window,
    outputs: kinds.length,
    clipsColour: false,
    cost: picture.height * picture.width * picture.planes.length * (settings.window[0] + settings.window[1]),

    compute(every) {
      const maps = kinds.map((kind) => poolPicture(picture, settings, kind, every))
      const after = new Float32Array(maps[0].values.length * maps.length)
      maps.forEach((map, i) => after.set(map.values, i * map.values.length))
      return { ...maps[0], every, after }
    },

    // Where the largest stands out most. Of equal values the L2 norm is by `even` larger than each.
    interest: ([first, second = 0]) => first - second / even,
    explain: (row, column) => poolTrace(picture, settings, row, column),
    valuesOf: (trace) => kinds.map((kind) => trace.planes.map((plane) => plane[kind])),

    // The largest value of the window, in each channel.
    ringsAt: ({ planes, rows, columns }) =>
      planes.map(({ winner }, i) => ({ row: rows[winner.u], column: columns[winner.v], channel: colours ? i : null })),

    panel: POOLING_PANEL,
  }
}
