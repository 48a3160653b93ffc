// Compiles the stylesheet and copies what the pages use from the packages; the result is committed.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const design = "../src/onewindow/design";
const vendor = `${design}/static/design/vendor`;

const { css } = compile("scss/onewindow.scss", {
  style: "compressed",
  loadPaths: ["node_modules"],
  quietDeps: true,
  // Bootstrap 5.3 still uses @import and the old colour functions.
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
});
const ofDesk = readFileSync("desk/desk.scss");
const deskDigest = createHash("sha256").update(ofDesk).digest("hex");
const desk = compile("desk/desk.scss", { style: "compressed" }).css;
writeFileSync("../src/onewindow/desk/static/desk/desk.css", `${desk}\n/*! sources ${deskDigest} */\n`);
mkdirSync(vendor, { recursive: true });
// The digest lets a test see, without Node, that the committed file belongs to these sources.
const digest = createHash("sha256");
const sources = readdirSync("scss", { recursive: true }).filter((name) => name.endsWith(".scss"));
for (const name of sources.sort()) digest.update(readFileSync(`scss/${name}`));
writeFileSync(`${design}/static/design/onewindow.css`, `${css}\n/*! sources ${digest.digest("hex")} */\n`);

copyFileSync("node_modules/htmx.org/dist/htmx.min.js", `${vendor}/htmx.min.js`);
copyFileSync("node_modules/htmx.org/LICENSE", `${vendor}/htmx.LICENSE`);
copyFileSync("node_modules/bpmn-js/dist/bpmn-navigated-viewer.production.min.js", `${vendor}/bpmn-viewer.min.js`);
copyFileSync("node_modules/bpmn-js/LICENSE", `${vendor}/bpmn-viewer.LICENSE`);
copyFileSync("node_modules/bootstrap/LICENSE", `${vendor}/bootstrap.LICENSE`);

const icons = `${design}/icons`;
mkdirSync(icons, { recursive: true });
for (const name of readdirSync(icons)) if (name.endsWith(".svg")) rmSync(`${icons}/${name}`);
const wanted = readFileSync("icons.txt", "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
for (const name of wanted) {
  const source = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
  const shapes = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.lastIndexOf("</svg>"));
  const body = shapes.replace(/\s*\n\s*/g, "");
  writeFileSync(
    `${icons}/${name}.svg`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</svg>\n`,
  );
}
copyFileSync("node_modules/lucide-static/LICENSE", `${icons}/LICENSE`);
