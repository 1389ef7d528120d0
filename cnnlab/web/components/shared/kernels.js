// Kernels as lists: one or three grids of numbers.

function copyOf(kernels) {
  return kernels.map((kernel) => kernel.map((row) => [...row]))
}

// Have two lists the same number, heights and widths?
function sameShape(a, b) {
  return a.length === b.length && a[0].length === b[0].length && a[0][0].length === b[0][0].length
}

// Kernels as text: cells by ",", rows by ";", kernels by "|".
function kernelsText(kernels) {
  return kernels.map((kernel) => kernel.map((row) => row.map(exact).join(",")).join(";")).join("|")
}
