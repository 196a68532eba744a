// The part of a photo that goes on a badge, 3 : 4. Three ranges for the keyboard, dragging for a finger, a button that turns it.

const OUT = { width: 900, height: 1200 };
const LEAST = 300; // pixels of the shorter side that the server takes
const RATIO = OUT.width / OUT.height;

/** panel: a canvas, the ranges [data-crop-zoom], [data-crop-x], [data-crop-y] and the button [data-crop-turn]; hidden until
 *  a photo is opened. */
export function cropper(panel) {
  const canvas = panel.querySelector("canvas");
  const [zoom, x, y] = ["zoom", "x", "y"].map((name) => panel.querySelector(`[data-crop-${name}]`));
  let photo = null;
  let name = "";
  let held = null;

  function frame() {
    const width = Math.min(photo.width, photo.height * RATIO) / (zoom.value / 100);
    const height = width / RATIO;
    return [(photo.width - width) * (x.value / 100), (photo.height - height) * (y.value / 100), width, height];
  }

  function draw() {
    if (photo) canvas.getContext("2d").drawImage(photo, ...frame(), 0, 0, canvas.width, canvas.height);
  }

  /** One pixel under the finger is one pixel of the photo. */
  function drag({ clientX, clientY, buttons }) {
    if (!photo || !buttons || !held) return;
    const [movementX, movementY] = [clientX - held.clientX, clientY - held.clientY];
    held = { clientX, clientY };
    const [, , width, height] = frame();
    const scale = width / canvas.clientWidth;
    const shift = (range, moved, room) => room > 0 && (range.value = Number(range.value) - (moved * scale * 100) / room);
    shift(x, movementX, photo.width - width);
    shift(y, movementY, photo.height - height);
    draw();
  }

  for (const range of [zoom, x, y]) {
    range.addEventListener("input", draw);
  }
  canvas.addEventListener("pointerdown", (event) => {
    held = event;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", drag);

  /** All of it in view; never so close that the part is too small for a badge. */
  function show() {
    const most = (Math.min(photo.width, photo.height * RATIO) / LEAST) * 100;
    zoom.max = Math.max(100, Math.min(400, most));
    [zoom.value, x.value, y.value] = [100, 50, 30];
    draw();
  }

  panel.querySelector("[data-crop-turn]").addEventListener("click", () => {
    if (!photo) return;
    const turned = document.createElement("canvas");
    [turned.width, turned.height] = [photo.height, photo.width];
    const pen = turned.getContext("2d");
    pen.translate(photo.height, 0);
    pen.rotate(Math.PI / 2);
    pen.drawImage(photo, 0, 0);
    photo = turned;
    show();
  });

  return {
    /** What this browser cannot decode goes as it is: the server has words for it. */
    async open(file) {
      photo = null;
      panel.hidden = true;
      if (!file) return;
      photo = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
      if (!photo) return;
      name = file.name;
      panel.hidden = false;
      show();
    },

    /** The part in the frame as a JPEG file, or null when there is nothing to cut. */
    async cut() {
      if (!photo) return null;
      const paper = document.createElement("canvas");
      const [left, top, width, height] = frame();
      paper.width = Math.min(OUT.width, Math.round(width));
      paper.height = Math.round(paper.width / RATIO);
      paper.getContext("2d").drawImage(photo, left, top, width, height, 0, 0, paper.width, paper.height);
      const blob = await new Promise((done) => paper.toBlob(done, "image/jpeg", 0.9));
      return new File([blob], `${name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
    },
  };
}
