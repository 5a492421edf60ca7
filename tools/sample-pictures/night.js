// The town after dark: market, ice, umbrellas, bakery, ministry, legation.
scenes["night-market"] = { seed: 4, glsl: `
vec3 lamps(vec2 p, float blur) {
  vec3 c = vec3(0);
  for (int row = 0; row < 5; row++) for (int i = 0; i < 13; i++) {
    float z = 1. + float(i) * .62, x = (float(row) - 2.) * 1.08 + .16 * (hash(vec2(row, i)) - .5), y = .62 + .14 * (hash(vec2(i, row)) - .5) - .1 * abs(float(row) - 2.) * .3;
    vec2 at = vec2(x / z, .06 + y / z); float r = (.052 / z + .004) * blur; vec3 tint = mix(vec3(2.3, 1.25, .42), vec3(2.4, 1.75, .95), hash(vec2(row + 3, i)));
    c += tint * soft(disc(p, at, r), .0035 + r * .22) * (.8 + .7 / z) + tint * .34 * exp(-length(p - at) * (7. + z * 2.6)) / (1. + z * .12);
  } return c;
}
float crowd(vec2 p, float layer) {
  float d = 9., s = mix(.34, 1.35, layer);
  for (int i = 0; i < 9; i++) { float k = float(i) + layer * 31.; float x = (-1.5 + 3. * (float(i) + .3 + .5 * hash(vec2(k, 1))) / 9.) * mix(.72, 1.1, layer); if (abs(x) < .5 * layer + .02) continue; if (layer > .8 && hash(vec2(k, 9)) < .35) continue; float h = s * (.9 + .2 * hash(vec2(k, 2))); float foot = .06 - s * .86; d = min(d, person(p, vec2(x, foot), h, .08 * (hash(vec2(k, 3)) - .5))); if (hash(vec2(k, 6)) > .6) d = min(d, box(p, vec2(x + .1 * h, foot + .36 * h), vec2(.05, .08) * h)); }
  return d;
}
vec3 scene(vec2 p) {
  vec3 c = mix(vec3(.035, .045, .075), vec3(.008, .01, .022), smoothstep(.1, 1., p.y));
  float roofs = .34 + .2 * noise(vec2(floor(abs(p.x) * 5.), 3.)) * smoothstep(.2, 1., abs(p.x)); c = mix(c, vec3(.03, .024, .026) + vec3(.12, .06, .02) * exp(-abs(p.y - .1) * 4.), cover(p.y - roofs));
  vec3 lit = lamps(p, 1.);
  float smoke = fbm(p * vec2(1.6, 2.2) + vec2(0., -1.)); c += vec3(.34, .2, .09) * smoothstep(.35, .8, smoke) * exp(-abs(p.y - .15) * 2.4) * .8;
  if (p.y < .03) {
    float d = .03 - p.y, z = 1. / (d + .05); vec2 g = vec2(p.x * z, z); float stone = fbm(vec2(g.x * 4., g.y * 7.)); vec2 r = vec2(stone - .48, fbm(vec2(g.x * 5. + 9., g.y * 8.)) - .5); float joint = smoothstep(.12, .0, abs(fract(g.y * 1.7) - .5)) + smoothstep(.12, 0., abs(fract(g.x * 1.7 + .5 * floor(g.y * 1.7)) - .5));
    vec3 m = vec3(0); for (int i = 0; i < 4; i++) m += lamps(vec2(p.x + r.x * .07, .1 + d * .8 + (float(i) - 1.5) * .07 * (d + .15) + r.y * .14), 1.4) * .25;
    float wet = smoothstep(.3, .6, fbm(g * vec2(.7, .5) + 3.)); c = vec3(.05, .034, .026) * (.5 + stone) * (1. - .3 * joint) + m * (.12 + .5 * wet) * (.6 + .8 * stone) * exp(-d * .4); c += vec3(.3, .15, .05) * exp(-d * 5.);
  }
  // stalls: counters and awnings to both sides
  for (int i = 4; i >= 0; i--) { float z = 1. + float(i) * .8, s = 1. / z; for (int k = 0; k < 2; k++) { float side = k == 0 ? -1. : 1.; vec2 q = vec2(p.x * side, p.y - .03) / s; float counter = box(q, vec2(1.25, -.52), vec2(.36, .2)); float awning = max(max(box(q, vec2(1.22, .5), vec2(.42, .1)), q.y - .6 + (1.5 - q.x) * .12), -.43 - .025 * sin(q.x * 46.) + .86 - q.y - .0); float fog = exp(-float(i) * .42); vec3 cloth = mix(vec3(.2, .05, .04), vec3(.22, .17, .1), step(.5, fract(q.x * 7.))) * .55; c = mix(c, mix(vec3(.2, .11, .05), cloth, fog), cover(awning * s)); float catchd = step(-.36, q.y); float fish = fbm(q * vec2(26., 30.)); c = mix(c, mix(vec3(.025, .02, .018), vec3(.62, .5, .36) * (.3 + 1.1 * fish * fish), catchd) * (.6 + .5 * fog), cover(counter * s)); } }
  float back = crowd(p, .12), mid = crowd(p, .42), front = crowd(p, .95);
  vec3 rim = vec3(1., .55, .2);
  c = mix(c, vec3(.11, .06, .03), soft(back, .008)); 
  c = mix(c, vec3(.028, .018, .015) + rim * .1 * exp(mid * 60.) * step(mid, 0.), soft(mid, .006));
  c += lit * smoothstep(-.02, .04, p.y);
  return mix(c, vec3(.008, .006, .007), soft(front, .035));
}` };

scenes["market-ice"] = { seed: 23, glsl: `
vec3 cells(vec2 p) { vec2 n = floor(p), f = fract(p), best; float a = 9., b = 9.; for (int y = -1; y <= 1; y++) for (int x = -1; x <= 1; x++) { vec2 g = vec2(x, y), o = vec2(hash(n + g), hash(n + g + 31.)); float d = length(g + o - f); if (d < a) { b = a; a = d; best = n + g; } else b = min(b, d); } return vec3(hash(best + 3.), b - a, hash(best + 17.)); }
float fish(vec2 q, out float along) { float bend = .13 * q.x * q.x; q.y += bend; along = q.x; float body = abs(q.y) - .115 * sqrt(max(0., 1. - q.x * q.x * 1.35)) * (1. - .22 * q.x); float tail = max(abs(q.y) - .03 - max(0., q.x - .8) * .85, abs(q.x - .94) - .13); return min(max(body, abs(q.x) - .9), tail); }
vec3 scene(vec2 p) {
  vec2 light = vec2(-.35, .75); float fall = exp(-length(p - light) * .75);
  vec2 q = p * vec2(1., 1. + .22 * (p.y + 1.)) ; vec3 c = vec3(0); float amp = 1.;
  for (int i = 0; i < 3; i++) { float s = 7. * pow(2.1, float(i)); vec3 k = cells(q * s + float(i) * 5. + fbm(q * 2.) * .8); float facet = k.x; float edge = smoothstep(.0, .13, k.y); c += amp * mix(vec3(.07, .13, .2), vec3(.62, .74, .82), facet * facet) * (.35 + .65 * edge); c += amp * vec3(1.4) * smoothstep(.93, 1., k.z) * smoothstep(.1, .3, k.y); amp *= .5; }
  c *= .22 + 1.15 * fall; c = mix(c, c * vec3(1.25, 1.04, .8), fall); c *= .6 + .65 * fbm(p * 1.6 + 3.);
  for (int i = 0; i < 6; i++) {
    float f = float(i); vec2 at = vec2(-.62 + .26 * f + .1 * hash(vec2(i, 1)), -.42 + .16 * f - .2 * mod(f, 2.)); float turn = .5 + .35 * hash(vec2(i, 2)); vec2 v = p - at; v = mat2(cos(turn), -sin(turn), sin(turn), cos(turn)) * v / .66; float along; float d = fish(v, along);
    c *= 1. - .75 * soft(fish(v - vec2(.05, -.06), along), .06); d = fish(v, along); float y = (v.y + .13 * v.x * v.x) / .115; 
    vec3 skin = mix(vec3(.62, .66, .68), vec3(.035, .06, .085), smoothstep(-.55, .55, y)); float scale = sin(v.x * 150. + sin(v.y * 190.) * 1.4) * .5 + .5; skin *= .75 + .35 * scale * smoothstep(.9, .2, abs(y)); skin = mix(skin, vec3(.02, .035, .05), smoothstep(.25, .75, y) * smoothstep(.35, .7, sin(v.x * 30. + y * 2.)) * .8);
    skin *= .3 + 1.1 * fall; skin += vec3(1.2, 1., .7) * pow(max(0., 1. - abs(y - .25 - .1 * sin(v.x * 9.)) * 3.4), 3.) * (.2 + .8 * fall) * .8; skin = mix(skin, vec3(.2, .1, .08), smoothstep(.012, .0, abs(length(v - vec2(-.9, -.05)) - .27)) * .6);
    vec2 e = v - vec2(-.76, -.055); float eye = length(e); skin = mix(skin, vec3(.75, .68, .4), smoothstep(.03, .024, eye)); skin = mix(skin, vec3(.01), smoothstep(.018, .014, eye)); skin += vec3(1.6) * smoothstep(.007, .004, length(e - vec2(-.005, .006)));
    c = mix(c, skin, soft(d, .006)); vec3 crumb = cells(p * 17. + f); c = mix(c, vec3(.6, .7, .76) * (.25 + 1. * fall), cover(d) * step(.86, crumb.x) * smoothstep(.02, .12, crumb.y) * smoothstep(.2, -.9, y));
  }
  vec2 t = p - vec2(1.08, .52); t = mat2(.97, .24, -.24, .97) * t; float card = box(t, vec2(0), vec2(.24, .17)); c *= 1. - .6 * soft(box(t, vec2(.03, -.04), vec2(.24, .17)), .05); vec3 paper = vec3(.9, .84, .68) * (.35 + .8 * fall) * (.9 + .15 * fbm(t * 9.)); float ink = min(seg(t, vec2(-.14, .07), vec2(.1, .075), .007), min(seg(t, vec2(-.14, .02), vec2(.02, .025), .007), min(seg(t, vec2(-.1, -.1), vec2(-.1, -.04), .011), min(abs(disc(t, vec2(-.02, -.07), .03)) - .009, abs(disc(t, vec2(.08, -.07), .03)) - .009)))); paper = mix(paper, vec3(.06, .07, .12), cover(ink)); c = mix(c, paper, cover(card)); c = mix(c, vec3(.2, .1, .05), cover(seg(t, vec2(0, -.17), vec2(.02, -.42), .012)));
  return c * 1.25;
}` };

scenes["market-umbrellas"] = { seed: 18, glsl: `
vec3 lampspots(vec2 p, vec2 r) { vec3 c = vec3(0); for (int i = 0; i < 8; i++) { vec2 at = vec2(-1.4 + 2.9 * hash(vec2(i, 1)), -.9 + 1.9 * hash(vec2(i, 2))); vec3 tint = mix(vec3(1.5, .78, .24), vec3(1.4, 1.05, .6), hash(vec2(i, 3))); vec2 v = p - at + r; c += tint * (exp(-length(v * vec2(3.4, .95)) * 3.) * 1.5 + exp(-length(v) * 2.2) * .26); } return c; }
vec3 scene(vec2 p) {
  float tilt = .22; vec2 g = mat2(cos(tilt), -sin(tilt), sin(tilt), cos(tilt)) * p * 8.5; vec2 k = vec2(floor(g.x + .5 * mod(floor(g.y), 2.)), floor(g.y)), f = vec2(fract(g.x + .5 * mod(floor(g.y), 2.)), fract(g.y)) - .5;
  float joint = smoothstep(.36, .5, max(abs(f.x), abs(f.y))); float h = hash(k); float grit = fbm(p * 26.);
  vec2 r = (vec2(fbm(p * 9.), fbm(p * 9. + 7.)) - .5) * .16 + (f * (1. - joint)) * .1; float wet = smoothstep(.32, .62, fbm(p * 1.7 + 2.));
  vec3 c = vec3(.042, .05, .065) * (.5 + h * .8) * (.6 + .7 * grit) * (1. - .55 * joint); c += lampspots(p, r) * (.08 + .5 * wet * (1. - .4 * joint)) * (.55 + .8 * h) ;
  for (int i = 0; i < 40; i++) { vec2 at = vec2(hash(vec2(i, 41)) * 3. - 1.5, hash(vec2(i, 43)) * 2. - 1.); float rr = .01 + .045 * hash(vec2(i, 47)); c += vec3(.2, .17, .13) * smoothstep(.004, 0., abs(length((p - at) * vec2(1., 1.15)) - rr)) * wet; }
  for (int i = 0; i < 15; i++) {
    vec2 at = vec2(-1.42 + .74 * mod(float(i), 5.) + .34 * hash(vec2(i, 5)), -.82 + .72 * floor(float(i) / 5.) + .3 * hash(vec2(i, 7))); if (hash(vec2(i, 9)) < .16) continue; float R = .24 + .05 * hash(vec2(i, 11)); vec2 v = p - at; float a = atan(v.y, v.x) + hash(vec2(i, 13)) * 6.28, seg8 = a / 6.2832 * 8., rib = abs(fract(seg8) - .5) * 2.; float edge = R * (1. - .055 * (1. - rib * rib)); float d = length(v) - edge;
    c *= 1. - .75 * soft(length(v - vec2(.07, -.1)) - R, .09);
    vec2 legs = v - vec2(.05, -R - .02); c = mix(c, vec3(.012), soft(min(oval(legs, vec2(-.035, .0), vec2(.03, .06)), oval(legs, vec2(.035, -.03), vec2(.03, .06))), .012));
    vec3 cloth = vec3(.014, .016, .02); float which = hash(vec2(i, 15)); if (which > .86) cloth = vec3(.13, .022, .02); else if (which > .72) cloth = vec3(.14, .11, .045); else if (which > .52) cloth = vec3(.025, .06, .1);
    float panel = .55 + .45 * cos((floor(seg8) / 8.) * 6.2832 + 2.4); float dome = length(v) / R; vec3 light = lampspots(at + v * .7, vec2(0)); vec3 u = cloth * (.45 + .8 * panel) + (cloth * 1.2 + .012) * light * (.5 + panel); u += (light * .22 + .02) * pow(max(0., 1. - abs(dome - .72) * 4.), 2.) * panel; u *= 1. - .5 * smoothstep(.9, 1., rib) ; u += light * .5 * smoothstep(.86, 1., dome) * smoothstep(.5, 1., panel) * .6; u += vec3(.5, .42, .3) * step(.985, hash(floor(v * 190.))) * .5;
    c = mix(c, u, soft(d, .004)); c = mix(c, vec3(.2, .17, .13), cover(length(v) - .009));
  }
  for (int i = 0; i < 2; i++) { float s = 34. + 20. * float(i); float x = floor(p.x * s); float y = fract(p.y * (1.3 + .5 * float(i)) + hash(vec2(x, i)) * 7.); c += vec3(.4, .42, .46) * smoothstep(.06, 0., abs(fract(p.x * s) - .5)) * smoothstep(.0, .1, y) * smoothstep(.22, .1, y) * step(.8, hash(vec2(x, i + 4))) * .22; }
  return c * 1.3;
}` };

scenes["bakery-window"] = { seed: 27, glsl: `
float bricks(vec2 g) { vec2 f = vec2(fract(g.x + .5 * mod(floor(g.y), 2.)), fract(g.y)) - .5; return smoothstep(.5, .4, max(abs(f.x) * 1.05, abs(f.y))) * (.6 + .5 * hash(floor(vec2(g.x + .5 * mod(floor(g.y), 2.), g.y)))); }
vec3 scene(vec2 p) {
  vec2 v = vec2(.16, -.12); vec2 q = p - v; vec3 blue = vec3(.065, .1, .17);
  float w = .5, top = .95; // the street's end wall
  vec3 c = mix(vec3(.12, .17, .27), vec3(.03, .05, .1), smoothstep(-.2, 1., p.y)); c += vec3(.03) * fbm(p * vec2(2., 3.));
  float x = q.x, z; vec3 warm = vec3(2.3, 1.3, .42);
  float gable = .72 - .5 * abs(x - .02); float endWall = max(abs(x) - .46, max(-.13 - q.y, q.y - gable));
  float m = bricks(vec2(x * 34., q.y * 62.)); vec3 end = blue * (.38 + .34 * m) + warm * .05 * exp(-length(q - vec2(0, .1)) * 3.);
  float win = box(q, vec2(-.06, .075), vec2(.235, .135)); float door = box(q, vec2(.29, .03), vec2(.075, .16));
  vec2 s = q - vec2(-.06, .075); float loaves = 0.; vec3 inside = warm * (.55 + .5 * smoothstep(-.14, .14, s.y)) * (.8 + .3 * fbm(s * 14.)); for (int i = 0; i < 11; i++) { float row = float(i / 6); vec2 at = vec2(-.2 + .08 * mod(float(i), 6.) + .03 * row, -.098 + row * .095); float loaf = oval(s, at, vec2(.036, .024)); inside = mix(inside, vec3(.6, .26, .08) * (.6 + 16. * max(0., s.y - at.y + .01)), cover(loaf)); } inside *= 1. - .7 * cover(box(s, vec2(0, -.03), vec2(.24, .004))); inside = mix(inside, vec3(.12, .05, .02), cover(person(s, vec2(.12, -.13), .23, .0)) * .85);
  end = mix(end, inside, cover(win)); float bars = min(min(abs(s.x + .08), abs(s.x - .08)) - .004, abs(s.y - .06) - .003); end = mix(end, vec3(.05, .03, .02), cover(max(bars, win))); end = mix(end, vec3(.04, .028, .02), cover(abs(win) - .008));
  end = mix(end, warm * .62 * (.7 + .5 * fbm(q * 9.)), cover(door)); end = mix(end, vec3(.06, .03, .02), cover(abs(door) - .009)); end = mix(end, vec3(.02, .03, .05), cover(box(q, vec2(0, .265), vec2(.37, .035)))); end = mix(end, vec3(.5, .38, .2), cover(max(box(q, vec2(-.02, .265), vec2(.16, .012)), abs(fract(q.x * 24.) - .5) - .33)));
  float up = box(q, vec2(-.22, .44), vec2(.05, .075)); up = min(up, box(q, vec2(.2, .44), vec2(.05, .075))); end = mix(end, vec3(.03, .05, .09), cover(up));
  c = mix(c, end, cover(endWall)); 
  // houses on both sides run to the vanishing point
  for (int k = 0; k < 2; k++) { float side = k == 0 ? -1. : 1.; float a = q.x * side; if (a > .46) { z = .46 / a; float y = q.y * z; float depth = 1. / z; float foot = -.13, eave = .78 + .1 * hash(vec2(floor(log(depth) * 3.2), side)); if (y > foot && y < eave) { float u = z * 14.; float b = bricks(vec2(z * 62., y * 44.)); vec3 wall = blue * (.3 + .3 * b) * (.7 + .5 * fbm(vec2(z * 20., y * 9.))); wall += warm * (.42 + .2 * b) * exp(-(1. - z) * 5.2) * exp(-abs(y - .05) * 3.) * .32;
        vec2 cell = vec2(fract(z * 7.) - .5, y); float wnd = max(abs(cell.x) - .2, min(abs(y - .2) - .09, abs(y - .5) - .09)); float id = hash(vec2(floor(z * 7.), side + step(.35, y))); vec3 glass = id > .83 ? vec3(.95, .56, .2) : vec3(.035, .055, .1); wall = mix(wall, glass, step(wnd, 0.)); wall *= 1. - .5 * step(abs(wnd - .02), .02); c = wall; } } }
  // cobbles
  if (q.y < -.13 * max(1., abs(q.x) / .46)) { float zz = -.13 / q.y; vec2 g = vec2(q.x * zz * 22., 1. / zz * 5.5); g.y = 8. * log(1. / zz) * 2.; vec2 f = vec2(fract(g.x + .5 * mod(floor(g.y), 2.)), fract(g.y)) - .5; vec2 id = floor(vec2(g.x + .5 * mod(floor(g.y), 2.), g.y)); float dome = 1. - dot(f, f) * 3.2; float near = 1. - zz; vec3 st = blue * (.35 + .5 * dome) * (.6 + .7 * hash(id)); float along = abs(q.x * zz + .02 + (hash(id) - .5) * .05); float glint = exp(-pow(along / .2, 2.)) * exp(-near * 1.35); st += warm * glint * (.25 + .9 * smoothstep(.4, 1., dome + .35 * f.y) * (.4 + hash(id + 3.))) * .75; st += vec3(.16, .22, .32) * smoothstep(.7, 1., dome + .4 * f.y) * .25; c = st; }
  vec2 l = q - vec2(-.42, .46); c = mix(c, vec3(.015), cover(min(seg(l, vec2(-.06, .0), vec2(.07, .0), .006), box(l, vec2(.07, -.05), vec2(.022, .035))))); c += vec3(2., 1.4, .7) * glow(l, vec2(.07, -.05), .03) * .8;
  c += warm * .3 * exp(-length((q - vec2(-.02, .05)) * vec2(1., 1.2)) * 4.2);
  vec2 walker = vec2(.0, -.46); c = mix(c, vec3(.014, .013, .018), soft(person(q, walker + vec2(.03, .0), .5, .06), .004)); c = mix(c, vec3(.014), soft(min(oval(q, walker + vec2(.05, .455), vec2(.075, .014)), oval(q, walker + vec2(.12, .2), vec2(.05, .06))), .004)); vec2 sh = q - walker; c *= 1. - .7 * soft(seg(vec2(sh.x + sh.y * .12, sh.y), vec2(0, 0), vec2(0., -.5), .07), .06) * step(sh.y, .0);
  return c * 1.2;
}` };

scenes["ministry-night"] = { seed: 33, glsl: `
const float G = -.42;
vec3 front(vec2 p) {
  vec3 c = mix(vec3(.05, .07, .11), vec3(.015, .02, .04), smoothstep(-.2, 1., p.y)); c += vec3(.03, .035, .045) * smoothstep(.4, .7, fbm(p * vec2(1.2, 2.2)));
  vec2 q = p - vec2(.08, G); float lamp = exp(-abs(q.x + .95) * 1.6) + exp(-abs(q.x - .85) * 1.6); vec3 stone = vec3(.17, .16, .15) * (.75 + .4 * fbm(p * vec2(5., 8.))); float wash = exp(-q.y * 1.5);
  vec3 tone = stone * (.3 + 1.25 * wash * (.4 + lamp * .8)) * vec3(1.15, .95, .72) + vec3(.008, .011, .018);
  float block = box(q, vec2(0, .42), vec2(1.32, .42)); vec3 wall = tone * .7; wall *= 1. - .25 * smoothstep(.46, .5, abs(fract(q.y * 11.) - .5)); 
  for (int i = 0; i < 13; i++) { float x = -1.2 + .2 * float(i); for (int r = 0; r < 2; r++) { vec2 at = vec2(x, .24 + .34 * float(r)); float w = box(q, at, vec2(.05, .11)); bool on = r == 1 && i >= 5 && i <= 7; vec3 glass = on ? vec3(2.2, 1.45, .62) * (.65 + .5 * smoothstep(-.1, .1, q.y - at.y)) : vec3(.018, .024, .036); wall = mix(wall, tone * 1.25, cover(w - .016)); wall = mix(wall, glass, cover(w)); wall = mix(wall, vec3(.02), cover(max(min(abs(q.x - x), abs(q.y - at.y - .03)) - .0035, w))); if (on) { wall += vec3(.9, .5, .18) * exp(-max(w, 0.) * 26.) * .5; if (i == 6) wall = mix(wall, vec3(.05, .03, .02), cover(max(person(q, vec2(x + .012, at.y - .14), .25, 0.), w))); } } }
  c = mix(c, wall, cover(block));
  float cornice = min(box(q, vec2(0, .86), vec2(1.36, .025)), box(q, vec2(0, .8), vec2(1.33, .008))); c = mix(c, tone * 1.25, cover(cornice));
  float ped = max(q.y - 1.12 + abs(q.x) * .33, .885 - q.y); ped = max(ped, abs(q.x) - .72); c = mix(c, tone * .95, cover(ped)); c = mix(c, tone * .45, cover(max(ped + .03, -1.))); c = mix(c, tone * .8, cover(disc(q, vec2(0, .965), .05)));
  for (int i = 0; i < 8; i++) { float x = -.63 + .18 * float(i); float d = abs(q.x - x); float colm = max(d - .036 + .005 * q.y, abs(q.y - .42) - .38); float shade = sqrt(max(0., 1. - pow(d / .04, 2.))); float flute = .8 + .2 * sin((q.x - x) * 520.); vec3 t = tone * (.35 + 1.5 * shade) * flute; c = mix(c * mix(1., .55, soft(abs(q.x - x - .03) - .035, .02) * step(abs(q.y - .42), .38)), t, cover(colm)); c = mix(c, tone * 1.35, cover(min(box(q, vec2(x, .805), vec2(.052, .018)), box(q, vec2(x, .045), vec2(.05, .014))))); }
  c = mix(c, tone * 1.2, cover(box(q, vec2(0, .015), vec2(.8, .016)))); c = mix(c, tone * 1.05, cover(box(q, vec2(0, -.005), vec2(.86, .012))));
  float pole = seg(q, vec2(0, 1.12), vec2(0, 1.36), .006); c = mix(c, vec3(.1), cover(pole));
  for (int k = 0; k < 2; k++) { vec2 l = q - vec2(k == 0 ? -.95 : .85, 0.); c = mix(c, vec3(.012), cover(min(seg(l, vec2(0, -.02), vec2(0, .5), .011), min(box(l, vec2(0, .54), vec2(.03, .045)), box(l, vec2(0, .02), vec2(.025, .03)))))); c += vec3(2.2, 1.6, .85) * glow(l, vec2(0, .54), .045) + vec3(.55, .38, .18) * glow(l, vec2(0, .54), .28) * .7; }
  c = mix(c, vec3(.01), cover(person(q, vec2(.3, -.02), .26, .03))); c = mix(c, vec3(.01), cover(oval(q, vec2(.31, .265), vec2(.11, .04)) ) * step(.26, q.y));
  return c;
}
vec3 scene(vec2 p) {
  vec3 c;
  if (p.y > G) c = front(p);
  else { float d = G - p.y, z = 1. / (d + .04); vec2 g = vec2(p.x * z, z); float n = fbm(vec2(g.x * 2.4, g.y * 6.)); vec2 r = vec2(n - .48, fbm(vec2(g.x * 2.2 + 5., g.y * 6.)) - .5); vec3 m = vec3(0); for (int i = 0; i < 5; i++) m += front(vec2(p.x + r.x * .08, G + .01 + d * 1.1 + (float(i) - 2.) * .035 * (d + .25) + abs(r.y) * .25)) * .2; float wet = smoothstep(.28, .58, fbm(g * vec2(.8, .6) + 5.)); c = vec3(.02, .023, .03) * (.6 + n) + m * (.25 + .5 * wet) * (.75 - .2 * d); float joint = smoothstep(.06, 0., abs(fract(g.y * .9) - .5)); c *= 1. - .25 * joint; }
  for (int i = 0; i < 3; i++) { float s = 30. + 18. * float(i); vec2 q = vec2(p.x + p.y * .07, p.y); float k = floor(q.x * s); float y = fract(q.y * (1.6 + .7 * float(i)) + hash(vec2(k, i)) * 9.); c += vec3(.42, .4, .38) * smoothstep(.05, 0., abs(fract(q.x * s) - .5)) * smoothstep(0., .3, y) * step(.62, hash(vec2(k, i + 3))) * .05; }
  return c * 1.35;
}` };

scenes["embassy-gate"] = { seed: 29, glsl: `
vec3 scene(vec2 p) {
  float h = clamp(p.y * .5 + .5, 0., 1.); vec3 c = mix(vec3(1.0, .72, .55), vec3(.42, .5, .64), smoothstep(.3, 1., h)); c = mix(c, vec3(.8, .62, .6), smoothstep(.45, .7, fbm(p * vec2(1., 3.2) + 6.)) * .6); c += vec3(.6, .35, .15) * glow(p, vec2(-1.1, -.1), .5);
  // trees, house
  for (int i = 0; i < 7; i++) { vec2 at = vec2(-1.45 + .48 * float(i) + .2 * hash(vec2(i, 1)), .12 + .28 * hash(vec2(i, 2))); vec2 v = p - at; float tree = length(v * vec2(1., .8)) - .26 - .16 * (fbm(v * 6. + float(i)) - .5) - .1 * (fbm(v * 19. + float(i)) - .5); c = mix(c, mix(vec3(.34, .33, .37), vec3(.2, .2, .24), hash(vec2(i, 3))), soft(tree, .012) * .9); }
  vec2 q = p - vec2(.04, -.5); vec3 wall = vec3(.12, .12, .145) * (.8 + .3 * fbm(p * 6.)); float house = min(box(q, vec2(0, .42), vec2(.78, .44)), max(abs(q.x) * .36 + q.y - 1.14, .86 - q.y)); c = mix(c, wall, cover(house)); c = mix(c, wall * 1.5, cover(box(q, vec2(0, .86), vec2(.82, .016)))); c = mix(c, wall * .7, cover(min(box(q, vec2(-.5, 1.06), vec2(.05, .14)), box(q, vec2(.52, 1.06), vec2(.05, .14)))));
  for (int i = 0; i < 5; i++) for (int r = 0; r < 2; r++) { vec2 at = vec2(-.6 + .3 * float(i), .27 + .36 * float(r)); float w = box(q, at, vec2(.06, .12)); bool on = i == 3 && r == 1; c = mix(c, wall * 1.4, cover(w - .014)); c = mix(c, on ? vec3(2.2, 1.4, .6) : mix(vec3(.05, .055, .075), vec3(.34, .3, .33), .35 * fbm(at * 9. + p * 4.)), cover(w)); c = mix(c, vec3(.06), cover(max(min(abs(q.x - at.x), abs(q.y - at.y - .03)) - .004, w))); if (on) c += vec3(.9, .5, .2) * exp(-max(w, 0.) * 22.) * .45; }
  c = mix(c, vec3(.05, .045, .05), cover(box(q, vec2(0, .12), vec2(.085, .16)))); 
  for (int k = 0; k < 2; k++) { float x = k == 0 ? -.62 : .7; float pole = seg(p, vec2(x, -.5), vec2(x, .93), .009); c = mix(c, vec3(.16, .15, .165), cover(pole)); c = mix(c, vec3(.6, .5, .36), cover(disc(p, vec2(x, .945), .018))); c = mix(c, vec3(.14), cover(seg(p, vec2(x + .012, -.3), vec2(x + .02 + .012 * sin(p.y * 9.), .9), .0022))); }
  // forecourt
  if (p.y < -.5) { float d = -.5 - p.y, z = 1. / (d + .08); vec2 g = vec2(p.x * z, z); vec3 gravel = mix(vec3(.3, .25, .24), vec3(.12, .11, .13), smoothstep(0., .5, d)) * (.7 + .5 * fbm(vec2(p.x * z * 6., z * 20.)) + .3 * (hash(floor(vec2(p.x * z * 50., z * 120.))) - .5)); float track = exp(-pow((abs(g.x - .1) - .42) * 5., 2.)); c = gravel * (1. - .35 * track); c = mix(c, vec3(.06), exp(-d * 40.) * .5); }
  // the wall, its piers and the gate: the left leaf shut, the right one swung in
  float iron = 9.; vec3 dark = vec3(.016, .015, .02);
  float wallTop = -.12; for (int k = 0; k < 2; k++) { float side = k == 0 ? -1. : 1.; vec2 w = vec2(p.x * side, p.y); float low = box(w, vec2(1.5, -.75), vec2(.5, .3)); vec3 st = vec3(.085, .075, .08) * (.7 + .5 * fbm(p * 9.)) * (1. - .35 * smoothstep(.44, .5, abs(fract(p.y * 6.) - .5))); c = mix(c, st, cover(low)); c = mix(c, st * 1.5, cover(box(w, vec2(1.5, -.44), vec2(.5, .02)))); for (int i = 0; i < 7; i++) iron = min(iron, seg(w, vec2(1.12 + .075 * float(i), -.44), vec2(1.12 + .075 * float(i), .2), .0085)); iron = min(iron, min(box(w, vec2(1.5, .12), vec2(.42, .009)), box(w, vec2(1.5, -.34), vec2(.42, .009)))); float pier = box(w, vec2(.96, -.42), vec2(.105, .78)); c = mix(c, st * 1.15 * (.8 + .5 * smoothstep(.1, -.1, w.x * side - .96 * side)), cover(pier)); c = mix(c, st * 1.7, cover(min(box(w, vec2(.96, .37), vec2(.135, .022)), box(w, vec2(.96, .41), vec2(.115, .018))))); c = mix(c, st * 1.4, cover(disc(w, vec2(.96, .49), .075))); }
  for (int i = 0; i < 11; i++) { float x = -.82 + .077 * float(i); float arch = .3 + .16 * (float(i) / 10.); iron = min(iron, seg(p, vec2(x, -1.), vec2(x, arch), .0085)); vec2 s = p - vec2(x, arch + .035); iron = min(iron, max(abs(s.x) * 2.4 + abs(s.y) - .05, -1.)); if (i < 10) { iron = min(iron, abs(disc(p, vec2(x + .038, -.08), .027)) - .005); iron = min(iron, abs(disc(p, vec2(x + .038, -.58), .027)) - .005); } }
  iron = min(iron, min(min(box(p, vec2(-.43, -.04), vec2(.41, .009)), box(p, vec2(-.43, -.12), vec2(.41, .009))), min(box(p, vec2(-.43, -.54), vec2(.41, .009)), box(p, vec2(-.43, -.62), vec2(.41, .009)))));
  for (int i = 0; i < 9; i++) { float u = float(i) / 8.; float x = .84 - .3 * u, foot = -1. + .2 * u, top = .3 + .07 * u; iron = min(iron, seg(p, vec2(x, foot), vec2(x, top), .0085 - .003 * u)); vec2 s = p - vec2(x, top + .03); iron = min(iron, abs(s.x) * 2.6 + abs(s.y) - .045 + .01 * u); }
  iron = min(iron, min(seg(p, vec2(.84, -.04), vec2(.54, -.0), .008), min(seg(p, vec2(.84, -.12), vec2(.54, -.07), .008), min(seg(p, vec2(.84, -.56), vec2(.54, -.45), .008), seg(p, vec2(.84, -.64), vec2(.54, -.52), .008)))));
  iron = min(iron, box(p, vec2(-.05, -.33), vec2(.028, .06)));
  c = mix(c, dark, cover(iron)); c += vec3(.5, .3, .18) * exp(-abs(iron + .001) * 700.) * .22;
  return c * 1.12;
}` };
