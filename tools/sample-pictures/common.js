// What every scene may use: noise, shapes, fog, water, and the "camera" (exposure, vignette, grain).
// A scene is GLSL with one function, vec3 scene(vec2 p): light at p; x from -1.5 to 1.5, y from -1 (below) to 1.
const scenes = {};

const common = `#version 300 es
precision highp float;
uniform vec2 size; uniform float seed; out vec4 result;

float hash(vec2 p) { p = fract(p * vec2(123.34, 456.21) + seed * .013); p += dot(p, p + 45.32); return fract(p.x * p.y); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p); f = f * f * f * (f * (f * 6. - 15.) + 10.);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float fbm(vec2 p) { float s = 0., a = .5; for (int i = 0; i < 6; i++) { s += a * noise(p); p = mat2(1.6, 1.2, -1.2, 1.6) * p + 3.1; a *= .5; } return s; }
float fbm3(vec2 p) { float s = 0., a = .5; for (int i = 0; i < 3; i++) { s += a * noise(p); p = mat2(1.6, 1.2, -1.2, 1.6) * p + 3.1; a *= .5; } return s; }

// Distances; cover() makes a shape's share of the pixel, with an edge as soft as a lens leaves it.
float box(vec2 p, vec2 c, vec2 h) { vec2 d = abs(p - c) - h; return length(max(d, 0.)) + min(max(d.x, d.y), 0.); }
float seg(vec2 p, vec2 a, vec2 b, float w) { vec2 q = p - a, d = b - a; return length(q - d * clamp(dot(q, d) / dot(d, d), 0., 1.)) - w; }
float disc(vec2 p, vec2 c, float r) { return length(p - c) - r; }
float oval(vec2 p, vec2 c, vec2 r) { vec2 q = (p - c) / r; return (length(q) - 1.) * min(r.x, r.y); }
float cover(float d) { return smoothstep(.0022, -.0022, d); }
float soft(float d, float s) { return smoothstep(s, -s, d); }
float glow(vec2 p, vec2 c, float r) { float d = length(p - c) / r; return 1. / (1. + d * d * 6.); }

// Someone standing at a with height h: head, body, legs.
float person(vec2 p, vec2 a, float h, float lean) {
  vec2 q = (p - a) / h; q.x -= lean * q.y;
  float d = oval(q, vec2(.0, .905), vec2(.058, .072)); d = min(d, box(q, vec2(0, .82), vec2(.034, .04)));
  float coat = .118 + .03 * smoothstep(.62, .3, q.y) - .03 * smoothstep(.72, .83, q.y);
  d = min(d, max(abs(q.x) - coat + .02, abs(q.y - .55) - .25) - .02);
  d = min(d, max(abs(abs(q.x) - .058) - .036, abs(q.y - .17) - .17)); d = min(d, oval(q, vec2(-.065, .012), vec2(.055, .018))); d = min(d, oval(q, vec2(.075, .012), vec2(.055, .018)));
  return d * h;
}
float runner(vec2 p, vec2 a, float h) {
  vec2 q = (p - a) / h;
  float d = oval(q, vec2(.05, .9), vec2(.06, .075)); d = min(d, seg(q, vec2(.03, .76), vec2(-.01, .5), .095)); d = min(d, seg(q, vec2(.0, .48), vec2(.12, .28), .06)); d = min(d, seg(q, vec2(.12, .28), vec2(.06, .06), .042));
  d = min(d, seg(q, vec2(-.03, .48), vec2(-.12, .26), .058)); d = min(d, seg(q, vec2(-.12, .26), vec2(-.3, .2), .038)); d = min(d, seg(q, vec2(.04, .76), vec2(.17, .62), .036)); d = min(d, seg(q, vec2(.17, .62), vec2(.26, .72), .03)); d = min(d, seg(q, vec2(.0, .76), vec2(-.16, .64), .036)); d = min(d, seg(q, vec2(-.16, .64), vec2(-.13, .5), .03));
  return d * h;
}
float gull(vec2 p, vec2 c, float s, float lift) {
  vec2 q = (p - c) / s; q.y -= lift * abs(q.x) - lift * q.x * q.x * .8;
  return (abs(q.y) - .09 * (1. - abs(q.x))) * s + max(abs(q.x) - 1., 0.) * s;
}
// How far a ripple at depth y below the horizon throws a reflection off.
vec2 ripple(vec2 p, float horizon, float wind) {
  float depth = max(horizon - p.y, .002), z = 1. / depth;
  vec2 q = vec2(p.x * z * 1.4, z * 6.);
  float far = smoothstep(.0, .5, depth);
  return vec2(fbm3(q * vec2(1., 1.) + 7.) - .45, fbm3(q * vec2(.8, 1.3)) - .45) * wind * (.12 + .9 * far);
}
`;

const camera = `
vec3 film(vec3 c, vec2 p, vec2 at) {
  c *= 1. - .25 * pow(length(p * vec2(.6, .85)), 2.4);
  c = 1. - exp(-max(c, 0.) * 1.6);
  c = mix(c, c * c * (3. - 2. * c), .45);
  float light = dot(c, vec3(.3, .59, .11));
  c = mix(vec3(light), c, .94);
  c += mix(vec3(.012, .014, .026), vec3(.014, .006, -.01), smoothstep(.1, .8, light));
  float grain = (hash(floor(at / 1.5) + 11.) + hash(floor(at / 1.5) + 47.) + noise(at / 2.2 + 91.) - 1.5);
  c += grain * mix(.024, .01, light);
  return pow(max(c, 0.), vec3(1. / 1.12));
}
void main() {
  vec2 at = gl_FragCoord.xy; vec3 sum = vec3(0);
  for (int i = 0; i < 4; i++) {
    vec2 shift = vec2(i == 0 || i == 3 ? .375 : -.125, i < 2 ? .125 : -.375) * (i == 1 ? -1. : 1.);
    vec2 p = (at + shift) / size * 2. - 1.; p.x *= size.x / size.y;
    sum += scene(p);
  }
  vec2 mid = at / size * 2. - 1.; mid.x *= size.x / size.y;
  result = vec4(film(sum / 4., mid, at), 1);
}`;

// Draws in strips, so that no single step is long, and leaves the picture as base64 in the page.
function render(name) {
  const canvas = document.querySelector("canvas"), gl = canvas.getContext("webgl2", { preserveDrawingBuffer: true });
  const program = gl.createProgram();
  for (const [type, text] of [[gl.VERTEX_SHADER, "#version 300 es\nin vec2 a; void main() { gl_Position = vec4(a, 0, 1); }"], [gl.FRAGMENT_SHADER, common + scenes[name].glsl + camera]]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, text); gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) return "error " + gl.getShaderInfoLog(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program); gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0); gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.uniform2f(gl.getUniformLocation(program, "size"), canvas.width, canvas.height);
  gl.uniform1f(gl.getUniformLocation(program, "seed"), scenes[name].seed ?? 1);
  gl.enable(gl.SCISSOR_TEST);
  for (let y = 0; y < canvas.height; y += 64) { gl.scissor(0, y, canvas.width, 64); gl.drawArrays(gl.TRIANGLES, 0, 3); gl.finish(); }
  const flat = document.createElement("canvas"); flat.width = canvas.width; flat.height = canvas.height;
  const pen = flat.getContext("2d"); pen.drawImage(canvas, 0, 0);
  scenes[name].ink?.(pen, canvas.width, canvas.height);
  for (let quality = .84; ; quality -= .04) {
    const url = flat.toDataURL("image/jpeg", quality);
    if (url.length * .75 < 205000 || quality < .5) return url.split(",")[1];
  }
}
