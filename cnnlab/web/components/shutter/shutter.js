// A camera whose button takes pictures for as long as it is held: a dozen of a thing in three seconds.

const SIDE = 112; // pixels of what is sent: the largest size that is kept
const PERIOD = 250; // milliseconds between two pictures: time enough to turn the thing a little
const QUALITY = 0.92;

/** Cut the square out of the middle of what the camera sees. */
function shoot(camera) {
  const { video, canvas } = camera;
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (!side) return;
  const left = (video.videoWidth - side) / 2;
  const top = (video.videoHeight - side) / 2;
  canvas.getContext("2d").drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE);
  camera.shots.push(canvas.toDataURL("image/jpeg", QUALITY).split(",")[1]);
  camera.label();
}

function begin(camera) {
  if (camera.timer || !camera.stream) return;
  camera.shots = [];
  camera.root.classList.add("taking");
  shoot(camera);
  camera.timer = setInterval(() => {
    shoot(camera);
    if (camera.shots.length >= camera.most) end(camera);
  }, PERIOD);
}

function end(camera) {
  if (!camera.timer) return;
  clearInterval(camera.timer);
  camera.timer = null;
  camera.root.classList.remove("taking");
  if (camera.shots.length) camera.send(camera.shots.join(","));
  camera.shots = [];
  camera.label();
}

function release(camera) {
  end(camera);
  camera.stream?.getTracks().forEach((track) => track.stop());
  camera.stream = null;
}

async function power(camera, on) {
  release(camera);
  camera.message.hidden = true;
  if (on) {
    try {
      // The small size is a wish: the square of 112 pixels needs no more.
      const wish = { facingMode: camera.facing, width: { ideal: 640 }, height: { ideal: 480 } };
      camera.stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false });
      camera.video.srcObject = camera.stream;
      await camera.video.play();
    } catch {
      // No camera, not allowed, or no secure page: for the visitor it is all the same.
      release(camera);
      camera.message.hidden = false;
    }
  }
  camera.label();
}

function build(root) {
  const [hold, other, toggle] = root.querySelectorAll("button");
  const video = root.querySelector("video");
  const message = root.querySelector("p");
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const camera = { root, video, message, canvas, shots: [], timer: null, stream: null, facing: "environment" };
  camera.label = () => {
    const { words, shots } = camera;
    const on = Boolean(camera.stream);
    video.hidden = hold.hidden = other.hidden = !on;
    hold.textContent = shots.length ? `${words.hold} · ${shots.length}` : words.hold;
    other.textContent = words.other;
    toggle.textContent = on ? words.stop : words.start;
    message.textContent = words.refused;
    video.setAttribute("aria-label", words.view);
  };
  hold.addEventListener("pointerdown", (event) => {
    hold.setPointerCapture(event.pointerId);
    begin(camera);
  });
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) {
    hold.addEventListener(kind, () => end(camera));
  }
  hold.addEventListener("contextmenu", (event) => event.preventDefault());
  hold.addEventListener("keydown", (event) => {
    if ((event.key === " " || event.key === "Enter") && !event.repeat) begin(camera);
  });
  hold.addEventListener("keyup", () => end(camera));
  hold.addEventListener("blur", () => end(camera));
  other.addEventListener("click", () => {
    camera.facing = camera.facing === "environment" ? "user" : "environment";
    power(camera, true);
  });
  toggle.addEventListener("click", () => power(camera, !camera.stream));
  return camera;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".shutter");
  const camera = (root.camera ??= build(root));
  camera.words = data.words;
  camera.most = data.most;
  camera.send = (shots) => setTriggerValue("shots", shots);
  camera.label();
  return () => release(camera);
}
