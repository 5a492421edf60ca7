// Harbour, ferries, fog: sky above a horizon, and water that gives it back broken.
const sky = `
vec3 dusk(vec2 p, float horizon, vec2 sun) {
  float h = clamp((p.y - horizon) / (1. - horizon), 0., 1.);
  vec3 c = mix(vec3(1.5, .56, .2), vec3(.72, .3, .3), smoothstep(0., .22, h));
  c = mix(c, vec3(.2, .18, .34), smoothstep(.12, .6, h)); c = mix(c, vec3(.045, .07, .17), smoothstep(.45, 1., h));
  c += vec3(1.7, .75, .25) * glow(p * vec2(.55, 1.), sun * vec2(.55, 1.), .34) * .9;
  float n = fbm(vec2(p.x * 1.3 + p.y * .8, (p.y - horizon) * 6.5) + 3.);
  float lit = fbm(vec2(p.x * 1.3 + p.y * .8 + .05, (p.y - horizon) * 6.5 - .22) + 3.);
  float cloud = smoothstep(.44, .72, n);
  vec3 under = mix(vec3(1.5, .5, .22), vec3(.24, .16, .25), clamp(h * 1.7 + (lit - n) * -3., 0., 1.));
  return mix(c, under * .75, cloud * .75 * smoothstep(.02, .2, h));
}
`;

scenes["harbour-cranes-dusk"] = { seed: 3, glsl: sky + `
const float H = -.22;
float crane(vec2 p, float x, float s, float tilt) {
  vec2 q = (p - vec2(x, H)) / s;
  float d = min(seg(q, vec2(-.13, 0), vec2(-.1, .62), .012), seg(q, vec2(.13, 0), vec2(.1, .62), .012));
  d = min(d, seg(q, vec2(-.125, .2), vec2(.125, .2), .009)); d = min(d, seg(q, vec2(-.13, .0), vec2(.11, .4), .005)); d = min(d, seg(q, vec2(.13, .0), vec2(-.11, .4), .005));
  d = min(d, box(q, vec2(0, .64), vec2(.15, .03))); d = min(d, box(q, vec2(.09, .7), vec2(.07, .045)));
  vec2 top = vec2(-.02, .98), tip = vec2(-.78, .66 + tilt);
  d = min(d, seg(q, vec2(-.06, .66), top, .011)); d = min(d, seg(q, vec2(.05, .66), top, .009));
  d = min(d, seg(q, vec2(-.1, .66), tip, .013)); d = min(d, seg(q, vec2(-.1, .7), tip, .004));
  d = min(d, seg(q, vec2(.12, .66), vec2(.42, .67), .012)); d = min(d, box(q, vec2(.38, .63), vec2(.06, .03)));
  d = min(d, seg(q, top, tip * .95, .0028)); d = min(d, seg(q, top, tip * .5 + vec2(-.05, .33), .0028)); d = min(d, seg(q, top, vec2(.4, .68), .0028));
  d = min(d, seg(q, tip * .8 + vec2(0, .13), vec2(tip.x * .8, .3), .0022)); d = min(d, box(q, vec2(tip.x * .8, .28), vec2(.05, .02)));
  return d * s;
}
float hulls(vec2 p) {
  float d = 9.; vec2 q = p - vec2(-.75, H);
  float hull = max(box(q, vec2(0, .06), vec2(.62, .09)), dot(q - vec2(-.62, -.03), vec2(-.86, -.5)));
  d = min(d, hull); d = min(d, box(q, vec2(.44, .27), vec2(.11, .14))); d = min(d, box(q, vec2(.46, .45), vec2(.04, .06))); d = min(d, seg(q, vec2(.38, .4), vec2(.38, .58), .004));
  for (int i = 0; i < 9; i++) { float f = float(i); d = min(d, box(q, vec2(-.5 + f * .092, .17 + .025 * floor(hash(vec2(f, 3.)) * 4.)), vec2(.043, .03 + .025 * floor(hash(vec2(f, 3.)) * 4.)))); }
  d = min(d, seg(q, vec2(-.56, .14), vec2(-.56, .34), .005));
  return d;
}
vec3 above(vec2 p) {
  vec3 c = dusk(p, H, vec2(.62, H + .07));
  vec3 haze = vec3(1.0, .42, .2);
  float town = H + .035 + .05 * noise(vec2(floor(p.x * 26.), 1.)) * step(.3, noise(vec2(floor(p.x * 9.), 5.))) + .03 * fbm3(vec2(p.x * 2., 0.));
  c = mix(c, haze * .55, cover(p.y - town) * .8);
  c = mix(c, haze * .38, cover(crane(p, 1.22, .38, .2)) * .85); c = mix(c, haze * .34, cover(crane(p, .95, .42, .02)) * .85);
  c = mix(c, haze * .2, cover(crane(p, .45, .66, .12)) * .94);
  c = mix(c, vec3(.05, .022, .025), cover(hulls(p)));
  c = mix(c, vec3(.035, .016, .022), cover(crane(p, -.02, 1.02, .2)));
  for (int i = 0; i < 14; i++) { vec2 at = vec2(hash(vec2(i, 1)) * 3. - 1.5, H + .02 + hash(vec2(i, 2)) * .07); c += vec3(1.6, .95, .4) * glow(p, at, .009) * .9; }
  c += vec3(2.2, 1.3, .6) * glow(p, vec2(-.35, H + .33), .012) + vec3(2., .5, .25) * glow(p, vec2(-.04, H + 1.), .01);
  c = mix(c, vec3(.02), cover(gull(p, vec2(.3, .62), .05, .7))); c = mix(c, vec3(.02), cover(gull(p, vec2(.47, .55), .036, .4))); c = mix(c, vec3(.03), cover(gull(p, vec2(.2, .5), .03, .9)));
  return c;
}
vec3 scene(vec2 p) {
  if (p.y > H) return above(p);
  vec2 r = ripple(p, H, .62); float d = H - p.y;
  vec3 c = above(vec2(p.x + r.x * .35, H + d * .93 + abs(r.y) * .9)) * (.74 - .3 * d) * vec3(.94, .92, 1.);
  c += vec3(1.3, .55, .2) * pow(max(0., 1. - abs(p.x - .62 + r.x * 1.6) * 2.6), 3.) * .35 * smoothstep(.1, -.25, r.y);
  return mix(c, vec3(.02, .03, .06), smoothstep(.15, .95, d) * .5);
}` };

const ferry = `
// A passenger ferry, bow to the left, about 1.3 long; x: hull, y: windows, z: trim
vec3 ferry(vec2 q) {
  float hull = max(max(box(q, vec2(0, .05), vec2(.68, .075 + .05 * smoothstep(-.3, -.68, q.x))), dot(q - vec2(-.585, -.03), normalize(vec2(-.75, -.42)))), dot(q - vec2(.66, .1), normalize(vec2(1., -.2))));
  float house = min(box(q, vec2(.05, .18), vec2(.5, .065)), box(q, vec2(.08, .29), vec2(.42, .05)));
  house = min(house, box(q, vec2(-.27, .375), vec2(.085, .04))); house = min(house, max(box(q, vec2(.2, .42), vec2(.06, .085)), dot(q - vec2(.14, .34), vec2(-.97, .2))));
  float mast = min(seg(q, vec2(-.24, .4), vec2(-.21, .6), .006), seg(q, vec2(.52, .2), vec2(.54, .4), .004));
  mast = min(mast, min(seg(q, vec2(-.44, .25), vec2(-.21, .56), .0016), seg(q, vec2(.5, .36), vec2(-.21, .58), .0016)));
  float rail = max(abs(q.y - .365) - .002, box(q, vec2(.1, .365), vec2(.44, .03)));
  float windows = 9.;
  vec2 w = q; w.x = mod(q.x + 2., .052) - .026;
  if (abs(q.x - .05) < .47) windows = min(windows, box(w, vec2(0, .185), vec2(.018, .026)));
  if (abs(q.x - .08) < .39) windows = min(windows, box(w, vec2(0, .295), vec2(.018, .02)));
  windows = min(windows, box(q, vec2(-.285, .385), vec2(.06, .014)));
  w.x = mod(q.x + 2., .1) - .05;
  if (abs(q.x) < .5) windows = min(windows, disc(w, vec2(0, .075), .011));
  return vec3(min(min(hull, house), min(mast, rail)), windows, hull);
}
`;

scenes["ferry-night"] = { seed: 8, glsl: ferry + `
const float H = -.12;
vec3 above(vec2 p) {
  vec3 c = mix(vec3(.03, .05, .085), vec3(.006, .009, .02), smoothstep(H, .9, p.y));
  c += vec3(.08, .055, .03) * exp(-max(p.y - H, 0.) * 7.) + vec3(.02, .025, .035) * smoothstep(.45, .75, fbm(p * vec2(1.2, 3.) + 2.));
  float hill = H + .05 + .09 * fbm(vec2(p.x * 1.1 + 4., 2.));
  c = mix(c, vec3(.008, .011, .018), cover(p.y - hill));
  for (int i = 0; i < 46; i++) { float x = hash(vec2(i, 4)) * 3.2 - 1.6; float y = H + .012 + pow(hash(vec2(i, 9)), 2.) * .09; vec3 t = mix(vec3(2., 1.15, .45), vec3(1.2, 1.4, 1.6), step(.8, hash(vec2(i, 6)))); c += t * glow(p, vec2(x, y), .0055) * (.3 + hash(vec2(i, 5))); }
  vec2 q = (p - vec2(-.28, H - .02)) / 1.12; vec3 f = ferry(q);
  c += vec3(.5, .34, .16) * exp(-max(f.x, 0.) * 9.) * .55;
  vec3 paint = mix(vec3(.11, .1, .095), vec3(.045, .05, .06), step(f.z, 0.)) * (.5 + .8 * smoothstep(.1, .35, q.y)) + vec3(.1, .07, .03) * step(0., f.z);
  c = mix(c, paint, cover(f.x));
  c = mix(c, vec3(2.6, 1.75, .8) * (.65 + .5 * hash(floor(vec2((q.x + 2.) / .052, q.y * 9.)))), cover(f.y));
  c += vec3(1.3, .8, .33) * exp(-max(f.y, 0.) * 42.) * .5;
  c += vec3(2.6, 2.4, 2.1) * glow(q, vec2(-.21, .6), .014) + vec3(2.4, .25, .12) * glow(q, vec2(-.3, .43), .01) + vec3(2.2, 2., 1.6) * glow(q, vec2(.54, .4), .012);
  return c;
}
vec3 scene(vec2 p) {
  vec3 c;
  if (p.y > H) c = above(p);
  else {
    float d = H - p.y; vec2 r = ripple(p, H, .8); c = vec3(0);
    for (int i = 0; i < 7; i++) { float t = float(i) / 6. - .5; c += above(vec2(p.x + r.x * .22 + t * .012, H + .012 + d * .62 + abs(r.y) * .5 + t * (.05 + .3 * d))); }
    c = c / 7. * (.9 - .4 * d) * vec3(.86, .93, 1.); c *= .45 + 1.1 * smoothstep(-.2, .25, r.y);
    float wake = exp(-abs(p.y - (H - .045 - .03 * max(p.x - .2, 0.))) * 34.) * smoothstep(-.7, .9, p.x) * (.4 + fbm(vec2(p.x * 20., p.y * 60.)));
    c += vec3(.2, .2, .2) * wake * .7;
  }
  return c * 1.15;
}` };

scenes["ferry-dawn"] = { seed: 12, glsl: ferry + `
const float H = .02;
vec3 heaven(vec2 p) {
  float h = clamp((p.y - H) / .98, 0., 1.);
  vec3 c = mix(vec3(1.15, .72, .58), vec3(.78, .62, .66), smoothstep(0., .3, h)); c = mix(c, vec3(.4, .46, .58), smoothstep(.2, .95, h));
  c += vec3(.9, .45, .2) * glow(p * vec2(.5, 1.), vec2(-.35, H + .03), .3);
  float n = fbm(vec2(p.x * .9 + 1., (p.y - H) * 5.)), m = fbm(vec2(p.x * .9 + 1.03, (p.y - H) * 5. - .25));
  c = mix(c, mix(vec3(1.1, .7, .62), vec3(.42, .42, .52), clamp(.5 + (n - m) * 5. + h * .5, 0., 1.)), smoothstep(.42, .66, n) * .6);
  return c;
}
vec3 above(vec2 p) {
  vec3 c = heaven(p);
  c = mix(c, vec3(.62, .5, .54), cover(p.y - (H + .04 + .11 * fbm(vec2(p.x * .9 + 9., 1.)) * smoothstep(1.4, -.9, p.x))) * .75);
  c = mix(c, vec3(.44, .37, .43), cover(p.y - (H + .005 + .1 * fbm(vec2(p.x * 1.6 + 3., 4.)) * smoothstep(-.2, -1.5, p.x))) * .85);
  vec2 q = (p - vec2(.34, H - .03)) / .98; vec3 f = ferry(q);
  vec3 paint = mix(vec3(.66, .6, .6), vec3(.12, .15, .22), step(f.z, 0.) * step(q.y, .085)) * (.72 + .5 * smoothstep(.3, -.6, q.x));
  paint *= 1. - .25 * smoothstep(.006, -.01, abs(q.y - .125)) - .3 * smoothstep(.004, 0., abs(q.y - .245));
  c = mix(c, paint, cover(f.x));
  c = mix(c, vec3(1.5, 1.05, .6) * (.35 + .9 * hash(floor(vec2((q.x + 2.) / .052, q.y * 9.)))), cover(f.y) * .85);
  c += vec3(.9, .7, .4) * glow(q, vec2(-.21, .6), .012);
  float smoke = fbm(vec2((q.x - .2) * 3. - 1., (q.y - .5) * 9.)); c = mix(c, vec3(.5, .45, .47), smoothstep(.4, .8, smoke) * exp(-abs(q.y - .53 - .1 * (q.x - .2)) * 16.) * smoothstep(.16, .3, q.x) * smoothstep(1.2, .3, q.x) * .6);
  for (int i = 0; i < 6; i++) c = mix(c, vec3(.2, .2, .25), cover(gull(p, vec2(.9 + .3 * hash(vec2(i, 1)), .25 + .4 * hash(vec2(i, 2))), .016 + .014 * hash(vec2(i, 3)), .3 + hash(vec2(i, 4)))));
  return c;
}
vec3 scene(vec2 p) {
  if (p.y > H) return above(p) * 1.18;
  float d = H - p.y; vec2 r = ripple(p, H, .42);
  vec3 c = above(vec2(p.x + r.x * .3, H + d * .8 + abs(r.y) * .8)) * (.86 - .22 * d) * vec3(.92, .97, 1.02);
  c = mix(c, vec3(.24, .3, .4), smoothstep(0., .3, r.y) * .5 + d * .22);
  float bow = exp(-abs(p.y - H + .05) * 60.) * smoothstep(-.45, -.25, p.x) * smoothstep(1.5, .9, p.x) * fbm(vec2(p.x * 30., p.y * 90.));
  return (c + vec3(.8) * bow) * 1.18;
}` };

scenes["dredger-mist"] = { seed: 21, glsl: `
const float H = -.16;
float barge(vec2 q) {
  float d = max(box(q, vec2(0, .03), vec2(.72, .075)), dot(q - vec2(-.7, -.04), normalize(vec2(-.8, -.6))));
  d = min(d, box(q, vec2(-.1, .12), vec2(.42, .035))); d = min(d, box(q, vec2(.52, .2), vec2(.13, .12))); d = min(d, box(q, vec2(.5, .36), vec2(.09, .06))); d = min(d, box(q, vec2(.6, .42), vec2(.025, .12)));
  d = min(d, seg(q, vec2(.5, .4), vec2(.5, .62), .005)); d = min(d, seg(q, vec2(-.05, .1), vec2(-.02, .36), .02)); d = min(d, box(q, vec2(-.03, .27), vec2(.075, .06)));
  d = min(d, seg(q, vec2(-.02, .3), vec2(-.58, .86), .012)); d = min(d, seg(q, vec2(.02, .32), vec2(-.56, .87), .006)); d = min(d, seg(q, vec2(.05, .5), vec2(-.57, .87), .0025)); d = min(d, seg(q, vec2(-.02, .34), vec2(.05, .52), .008));
  d = min(d, seg(q, vec2(-.58, .86), vec2(-.58, .4), .0028)); d = min(d, max(oval(q, vec2(-.58, .345), vec2(.075, .06)), -(q.y - .33 - abs(q.x + .58) * .25)));
  d = min(d, max(abs(q.y - .2) - .002, box(q, vec2(-.3, .18), vec2(.35, .03))));
  for (int i = 0; i < 3; i++) d = min(d, disc(q, vec2(-.25 + .16 * float(i), .16), .075));
  return d;
}
vec3 air(vec2 p) { float n = fbm(p * vec2(.8, 1.6) + 2.); return 1.35 * mix(vec3(.7, .57, .35), vec3(.42, .4, .35), smoothstep(-.2, .95, p.y + n * .3)) + vec3(.55, .4, .14) * glow(p, vec2(.55, .3), .7) * .65; }
vec3 above(vec2 p) {
  vec3 c = air(p);
  vec2 q = (p - vec2(.1, H - .03)) / 1.02; float d = barge(q);
  float thick = clamp(.2 + .5 * fbm(p * vec2(1.4, 2.6) + 6.) + .35 * smoothstep(.1, -.9, q.x) + .5 * smoothstep(.3, 1., q.y) - .1, 0., 1.);
  vec3 dark = mix(vec3(.05, .042, .034), c, thick * .85);
  c = mix(c, dark, soft(d, .004));
  c += vec3(2.4, 1.7, .7) * glow(q, vec2(.5, .63), .022) + vec3(.9, .6, .22) * glow(q, vec2(.5, .63), .16) * .5;
  c += vec3(1.2, .8, .3) * cover(box(q, vec2(.46, .37), vec2(.03, .022))) * .8;
  return c;
}
vec3 scene(vec2 p) {
  if (p.y > H) return above(p);
  float d = H - p.y; vec2 r = ripple(p, H, .3);
  vec3 c = vec3(0); for (int i = 0; i < 4; i++) c += above(vec2(p.x + r.x * .2, H + d * .9 + abs(r.y) * .55 + float(i) * .02 * d)) * .25;
  c *= vec3(.84, .82, .8) - .2 * d; c = mix(c, air(p) * .8, .18 * smoothstep(.5, 0., d)); c *= .9 + .25 * smoothstep(-.1, .2, r.y);
  return c;
}` };

scenes["harbour-first-light"] = { seed: 31, glsl: `
const float H = .16;
vec3 heaven(vec2 p) {
  float h = clamp((p.y - H) / .84, 0., 1.);
  vec3 c = mix(vec3(1.35, .72, .6), vec3(.95, .6, .66), smoothstep(0., .35, h)); c = mix(c, vec3(.36, .4, .58), smoothstep(.2, 1., h));
  float n = fbm(vec2(p.x * 1.6 - p.y, (p.y - H) * 7.) + 1.7);
  return mix(c, vec3(.55, .4, .5), smoothstep(.5, .75, n) * .55);
}
float boat(vec2 q, float f) {
  float keel = -.06 + .07 * q.x * q.x * q.x * f - .02 * cos(q.x * 3.);
  float d = max(max(q.y - .075 - .09 * q.x * q.x - .05 * q.x * f, -.045 - q.y + .03 * abs(q.x)), abs(q.x) - .42 + .16 * (.08 - q.y));
  d = min(d, box(q, vec2(.14 * f, .12), vec2(.075 - .12 * (q.y - .12), .065))); d = min(d, box(q, vec2(.13 * f, .19), vec2(.085, .008))); d = max(d, -box(q, vec2(.11 * f, .155), vec2(.018, .016))); d = max(d, -box(q, vec2(.165 * f, .155), vec2(.018, .016)));
  d = min(d, seg(q, vec2(-.12 * f, .05), vec2(-.13 * f, .86), .0055)); d = min(d, seg(q, vec2(.17 * f, .2), vec2(.17 * f, .56), .004));
  d = min(d, seg(q, vec2(-.13 * f, .86), vec2(-.41 * f, .16), .0018)); d = min(d, seg(q, vec2(-.13 * f, .84), vec2(.38 * f, .14), .0018)); d = min(d, seg(q, vec2(-.12 * f, .2), vec2(.3 * f, .44), .004)); d = min(d, seg(q, vec2(.3 * f, .44), vec2(-.13 * f, .8), .0016));
  d = min(d, disc(q, vec2(-.3 * f, .06), .032)); return d;
}
vec3 above(vec2 p) {
  vec3 c = heaven(p);
  c = mix(c, vec3(.74, .46, .5), cover(p.y - (H + .06 + .12 * fbm(vec2(p.x * 1.2 + 2., 7.)))) * .8);
  float town = H + .025 + .055 * noise(vec2(floor(p.x * 21.), 2.)); c = mix(c, vec3(.42, .29, .36), cover(p.y - town) * .9);
  c = mix(c, vec3(.3, .22, .29), cover(boat((p - vec2(1.12, H - .02)) / .62, 1.) * .62));
  c = mix(c, vec3(.26, .19, .26), cover(boat((p - vec2(-1.02, H - .03)) / .7, -1.) * .7));
  c = mix(c, vec3(.17, .125, .19), cover(boat((p - vec2(.46, H - .05)) / .86, -1.) * .86));
  c = mix(c, vec3(.07, .055, .09), cover(boat((p - vec2(-.36, H - .09)) / 1.12, 1.) * 1.12));
  for (int i = 0; i < 7; i++) c = mix(c, vec3(.2, .14, .2), cover(gull(p, vec2(-.2 + 1.4 * hash(vec2(i, 1)), .55 + .35 * hash(vec2(i, 2))), .012 + .018 * hash(vec2(i, 3)), .3 + .6 * hash(vec2(i, 4)))));
  return c;
}
vec3 scene(vec2 p) {
  float line = H - .06;
  if (p.y > line) { vec3 c = above(p); if (p.y < H) { vec2 r = ripple(p, H, .25); vec3 m = above(vec2(p.x + r.x * .1, 2. * H - p.y + abs(r.y) * .3)); float dark = step(dot(above(p), vec3(1)), .55); c = mix(m * .9, c, dark); } return c; }
  float d = line - p.y; vec2 r = ripple(p, line + .05, .34);
  vec3 c = above(vec2(p.x + r.x * .26, line + d * 1.02 + abs(r.y) * .7)) * vec3(.9, .9, .95) * (1. - .25 * d);
  c = mix(c, vec3(.86, .72, .78), smoothstep(.1, .3, r.y) * .3); return mix(c, vec3(.3, .31, .43), smoothstep(.3, 1.2, d) * .45);
}` };

scenes["foghorn-mole"] = { seed: 5, glsl: `
vec3 fog(vec2 p) { float n = fbm(p * vec2(.9, 1.8) + 4.); return mix(vec3(.36, .41, .44), vec3(.23, .28, .32), smoothstep(-.6, 1., p.y)) * (.85 + .35 * n); }
float tower(vec2 q) {
  float d = max(abs(q.x) - (.105 - .028 * q.y / .5), abs(q.y - .25) - .25);
  d = min(d, box(q, vec2(0, .51), vec2(.115, .014))); d = min(d, box(q, vec2(0, .59), vec2(.06, .07))); d = min(d, max(oval(q, vec2(0, .66), vec2(.075, .06)), .655 - q.y)); d = min(d, seg(q, vec2(0, .7), vec2(0, .78), .006));
  d = min(d, max(abs(q.y - .555) - .003, abs(q.x) - .11)); for (int i = 0; i < 5; i++) d = min(d, seg(q, vec2(-.1 + .05 * float(i), .52), vec2(-.1 + .05 * float(i), .555), .002));
  d = min(d, box(q, vec2(-.19, .07), vec2(.1, .07))); d = min(d, max(oval(q, vec2(-.33, .13), vec2(.06, .075)), q.x + .29)); d = min(d, seg(q, vec2(-.33, .13), vec2(-.22, .1), .025)); return d;
}
vec3 scene(vec2 p) {
  vec3 c = fog(p); vec2 lamp = vec2(.27, .4 + .0);
  vec2 q = p - vec2(.27, -.19);
  vec2 l = p - vec2(.27, .4);
  float beam = exp(-abs(l.y - l.x * .11) / (.02 + abs(l.x) * .16)) * smoothstep(.02, -.3, l.x) * exp(l.x * .75); float back = exp(-abs(l.y - l.x * .11) / (.02 + abs(l.x) * .16)) * smoothstep(-.02, .3, l.x) * exp(-l.x * 1.6);
  c += vec3(.95, .9, .7) * (beam * .7 + back * .4) * (.5 + .9 * fbm(p * vec2(2., 3.) + 8.));
  if (p.y < -.19) {
    float d = -.19 - p.y; vec2 r = ripple(p, -.17, .5); c = mix(fog(vec2(p.x, .2)) * .72, vec3(.12, .155, .175), smoothstep(.02, .8, d)); c *= .84 + .45 * smoothstep(-.15, .25, r.y);
    c += vec3(.35, .33, .24) * exp(-abs(p.x - .27 + r.x) * 6.) * smoothstep(.4, .0, d) * smoothstep(-.1, .2, r.y);
  }
  // the mole: a wedge of granite from the lower edge to the tower
  float t = (-.19 - p.y) / .81; float left = mix(.1, -1.25, pow(max(t, 0.), .86)), right = mix(.46, .62, max(t, 0.));
  float mole = max(max(left - p.x, p.x - right), p.y + .17);
  float z = 1. / max(t + .06, .05); vec2 stone = vec2((p.x - left) / max(right - left, .05) * 5., z * 2.2);
  float joint = smoothstep(.04, .0, abs(fract(stone.y) - .5) - .44) * smoothstep(.04, 0., abs(fract(stone.x + .5 * step(.5, fract(stone.y * .5))) - .5) - .45);
  vec3 granite = vec3(.2, .215, .22) * (.65 + .5 * fbm(vec2(p.x * 9., z * 7.)) ) * mix(.62, 1., joint); granite += vec3(.2, .21, .2) * smoothstep(.5, .8, fbm(vec2(p.x * 3., z * 2.))) * .5;
  c = mix(c, mix(granite, fog(p), exp(-max(t, 0.) * 4.2) * .82), cover(mole));
  float wall = max(max(right - p.x, p.x - right - .07 * (1. + 3. * max(t, 0.))), p.y + .16 - .25 * max(t, 0.)); c = mix(c, mix(vec3(.09, .1, .11), fog(p), exp(-max(t, 0.) * 4.) * .8), cover(wall) * step(-.02, t));
  for (int i = 0; i < 7; i++) { float u = pow(float(i) / 6., 2.) * .9 + .015; float x = mix(.1, -1.25, pow(u, .86)) + .02, y = -.19 - u * .81, hgt = .09 + .6 * u; vec3 iron = mix(vec3(.045, .05, .055), fog(p), exp(-u * 5.) * .8);
    c = mix(c, iron, cover(seg(p, vec2(x, y), vec2(x, y + hgt), .004 + .011 * u)));
    if (i < 6) { float v = pow(float(i + 1) / 6., 2.) * .9 + .015; vec2 b = vec2(mix(.1, -1.25, pow(v, .86)) + .02, -.19 - v * .81 + .09 + .6 * v); c = mix(c, iron, cover(seg(p, vec2(x, y + hgt), b, .003 + .005 * u))); c = mix(c, iron, cover(seg(p, vec2(x, y + hgt * .5), b - vec2(0, (.09 + .6 * v) * .5), .002 + .004 * u))); } }
  vec3 body = mix(vec3(.13, .14, .15) + .12 * smoothstep(.1, -.08, q.x), fog(p), .42 + .3 * fbm(p * 2.5)); body *= .85 + .3 * step(.5, fract(q.y * 5.5));
  c = mix(c, body, soft(tower(q), .004));
  c += vec3(2.4, 2.2, 1.6) * glow(p, lamp, .03) + vec3(.9, .85, .6) * glow(p, lamp, .2) * .6;
  c = mix(c, mix(vec3(.05), fog(p), .35), cover(person(p, vec2(-.12, -.33), .2, .02)));
  return mix(c, fog(p + .3), .16 * fbm(p * vec2(1., 2.4) + 12.)) * 1.1;
}` };
