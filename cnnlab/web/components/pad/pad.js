// The drawing pad. The sheet is drawn in opaque white on nothing, so that its alpha channel is the ink,
// whatever colour the paper has: the style sheet puts the paper behind it.

const SIDE = 280; // CSS pixels, and the unit of every coordinate here
const SHARPNESS = 2; // canvas pixels to a CSS pixel
const SENT = 140; // pixels a side of what the server gets
const PERIOD = 150; // milliseconds between two drawings that are sent during a stroke, at the least
const PATIENCE = 1500; // after so many without an answer, the next one is sent all the same

function widthOf(event, size) {
  // Only a pen tells its pressure: a mouse always says 0.5, and fingers say what their maker thought of.
  return event.pointerType === "pen" && event.pressure > 0 ? size * (0.4 + 1.2 * event.pressure) : size;
}

function between(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** Draw the piece of a stroke that its point i adds: a curve between the middles of its two last sides. */
function drawPiece(context, stroke, i) {
  const { points } = stroke;
  const point = points[i];
  context.globalCompositeOperation = stroke.erase ? "destination-out" : "source-over";
  context.lineWidth = point.width;
  context.beginPath();
  if (i === 0) {
    context.arc(point.x, point.y, point.width / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  const corner = points[i - 1];
  const start = i === 1 ? corner : between(points[i - 2], corner);
  const end = between(corner, point);
  context.moveTo(start.x, start.y);
  context.quadraticCurveTo(corner.x, corner.y, end.x, end.y);
  context.stroke();
}

/** Draw the last half side, which no middle follows. */
function drawTail(context, stroke) {
  const { points } = stroke;
  if (points.length < 2) return;
  const last = points[points.length - 1];
  const start = between(points[points.length - 2], last);
  context.beginPath();
  context.moveTo(start.x, start.y);
  context.lineTo(last.x, last.y);
  context.stroke();
}

function redraw(pad) {
  const { context } = pad;
  context.clearRect(0, 0, SIDE, SIDE);
  const start = pad.steps.findLastIndex((step) => step.kind === "clear") + 1;
  for (const step of pad.steps.slice(start)) {
    if (step.kind === "picture") {
      context.globalCompositeOperation = "source-over";
      context.drawImage(step.canvas, 0, 0, SIDE, SIDE);
      continue;
    }
    step.points.forEach((_, i) => drawPiece(context, step, i));
    drawTail(context, step);
  }
}

/** Average the ink over squares: SENT x SENT bytes, row by row, 0 for none and 255 for full. */
function inkOf(context) {
  const block = (SIDE * SHARPNESS) / SENT;
  const side = SIDE * SHARPNESS;
  const { data } = context.getImageData(0, 0, side, side);
  const sums = new Uint32Array(SENT * SENT);
  for (let y = 0; y < side; y++) {
    const row = Math.floor(y / block) * SENT;
    for (let x = 0; x < side; x++) sums[row + Math.floor(x / block)] += data[4 * (y * side + x) + 3];
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / (block * block)));
}

function toText(ink) {
  let binary = "";
  for (const byte of ink) binary += String.fromCharCode(byte);
  return `${SENT}:${btoa(binary)}`;
}

/** Turn the text that the server holds back into a picture. */
function toPicture(text) {
  const ink = atob(text.slice(text.indexOf(":") + 1));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SENT;
  const image = new ImageData(SENT, SENT);
  image.data.fill(255);
  for (let i = 0; i < SENT * SENT; i++) image.data[4 * i + 3] = ink.charCodeAt(i);
  canvas.getContext("2d").putImageData(image, 0, 0);
  return { kind: "picture", canvas };
}

function showTools(pad, hasInk) {
  pad.hasInk = hasInk;
  // A disabled button would lose the keyboard's focus the moment it has done its work.
  pad.undo.setAttribute("aria-disabled", String(pad.steps.length === 0));
  pad.clear.setAttribute("aria-disabled", String(!hasInk));
  pad.eraser.setAttribute("aria-pressed", String(pad.erase));
  pad.root.dataset.ink = String(hasInk);
}

function send(pad) {
  const ink = inkOf(pad.context);
  const hasInk = ink.some((byte) => byte > 0);
  showTools(pad, hasInk);
  pad.sent = performance.now();
  pad.answered = false;
  pad.setStateValue("drawing", hasInk ? toText(ink) : null);
}

/** Send what is drawn so far, later if the server has not answered the last drawing yet: the pen may stop here. */
function sendOnTheWay(pad) {
  if (!pad.live || pad.later) return;
  const passed = performance.now() - pad.sent;
  if (passed > (pad.answered ? PERIOD : PATIENCE)) {
    send(pad);
    return;
  }
  pad.later = setTimeout(() => {
    pad.later = 0;
    if (pad.stroke) sendOnTheWay(pad);
  }, PERIOD);
}

/** Bring back what the server holds, on a pad that is shown anew; it may hear of it only a moment later. */
function restore(pad, text) {
  if (pad.touched) return;
  pad.touched = true;
  pad.steps.push(toPicture(text));
  redraw(pad);
  showTools(pad, true);
}

function undo(pad) {
  if (pad.stroke || pad.steps.length === 0) return;
  pad.steps.pop();
  redraw(pad);
  send(pad);
}

function clear(pad) {
  if (pad.stroke || !pad.hasInk) return;
  pad.steps.push({ kind: "clear" }); // a step like any other, so that undo brings the drawing back
  redraw(pad);
  send(pad);
}

function addPoint(pad, event) {
  const box = pad.sheet.getBoundingClientRect();
  pad.stroke.points.push({
    x: ((event.clientX - box.left) * SIDE) / box.width,
    y: ((event.clientY - box.top) * SIDE) / box.height,
    width: widthOf(event, Number(pad.size.value)),
  });
  drawPiece(pad.context, pad.stroke, pad.stroke.points.length - 1);
}

function startStroke(pad, event) {
  if (pad.stroke || (event.button > 0 && event.button !== 5)) return;
  event.preventDefault();
  pad.touched = true;
  pad.sheet.setPointerCapture(event.pointerId);
  const turnedRound = event.button === 5; // a pen held by its eraser end
  pad.stroke = { kind: "stroke", erase: pad.erase || turnedRound, points: [], pointer: event.pointerId };
  addPoint(pad, event);
}

function moveStroke(pad, event) {
  if (pad.stroke?.pointer !== event.pointerId) return;
  const events = event.getCoalescedEvents?.() ?? [];
  for (const one of events.length ? events : [event]) addPoint(pad, one);
  sendOnTheWay(pad);
}

function endStroke(pad, event) {
  if (pad.stroke?.pointer !== event.pointerId) return;
  const { stroke } = pad;
  pad.stroke = null;
  drawTail(pad.context, stroke);
  pad.steps.push(stroke);
  send(pad);
}

function dropStroke(pad, event) {
  if (pad.stroke?.pointer !== event.pointerId) return;
  pad.stroke = null; // the system took it for a gesture or for the palm beside a pen
  redraw(pad);
  if (pad.live) send(pad); // a part of it may be with the server
}

function build(root) {
  const sheet = root.querySelector(".sheet");
  sheet.width = sheet.height = SIDE * SHARPNESS;
  const context = sheet.getContext("2d", { willReadFrequently: true });
  context.scale(SHARPNESS, SHARPNESS);
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = context.fillStyle = "#fff";
  const [eraser, undoButton, clearButton] = root.querySelectorAll("button");
  const size = root.querySelector("input");
  const pad = { root, sheet, context, eraser, size, undo: undoButton, clear: clearButton };
  Object.assign(pad, { steps: [], stroke: null, erase: false, hasInk: false, touched: false, sent: 0, answered: true, later: 0 });

  sheet.onpointerdown = (event) => startStroke(pad, event);
  sheet.onpointermove = (event) => moveStroke(pad, event);
  sheet.onpointerup = (event) => endStroke(pad, event);
  sheet.onpointercancel = (event) => dropStroke(pad, event);
  sheet.oncontextmenu = (event) => event.preventDefault(); // a finger held still
  eraser.onclick = () => {
    pad.erase = !pad.erase;
    showTools(pad, pad.hasInk);
  };
  undoButton.onclick = () => undo(pad);
  clearButton.onclick = () => clear(pad);
  root.onkeydown = (event) => {
    if (event.key !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    undo(pad);
  };
  showTools(pad, false);
  return pad;
}

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".pad");
  const pad = (root.pad ??= build(root));
  pad.setStateValue = setStateValue; // the newest: an older one may belong to a fragment that is gone
  pad.live = data.live;
  pad.answered = true;
  if (data.drawing) restore(pad, data.drawing);

  const { words } = data;
  root.dataset.paper = data.paper;
  root.setAttribute("aria-label", words.label);
  pad.sheet.setAttribute("aria-label", words.sheet);
  pad.eraser.textContent = words.eraser;
  pad.undo.textContent = words.undo;
  pad.clear.textContent = words.clear;
  root.querySelector(".size span").textContent = words.size;
  root.dataset.ready = "true";
  // Nothing to clean up: every listener sits on an element that goes away with the pad.
}
