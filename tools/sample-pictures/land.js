// Open country and open air: mountains, tide flats, the sea pool, the stadium.
scenes["mountain-rail"] = { seed: 17, glsl: `
float ridge(float x, float f, float s, float a) { return a * (fbm(vec2(x * f, s)) - .45) + a * .35 * (1. - abs(noise(vec2(x * f * 1.7, s + 5.)) * 2. - 1.)); }
float arches(vec2 q) {
  float d = max(abs(q.y + .0) - .028, abs(q.x) - 2.);
  float x = mod(q.x + 2., .26) - .13; float opening = min(box(vec2(x, q.y), vec2(0, -.6), vec2(.094, .5)), disc(vec2(x, q.y), vec2(0, -.115), .094));
  float body = max(max(abs(q.x) - 2., q.y - .0), -.95 - q.y); return min(d, max(body, -opening));
}
vec3 scene(vec2 p) {
  float h = clamp(p.y * .5 + .5, 0., 1.);
  vec3 c = mix(vec3(1.05, .82, .62), vec3(.5, .64, .8), smoothstep(.45, 1., h)); c += vec3(.8, .5, .2) * glow(p, vec2(-.8, .42), .5);
  c = mix(c, vec3(.95, .86, .8), smoothstep(.5, .75, fbm(p * vec2(1., 3.) + 3.)) * .5);
  vec3 air = vec3(.78, .74, .72);
  for (int i = 0; i < 6; i++) {
    float f = float(i), base = .42 - f * .165; float y = base + ridge(p.x + f * 3.1, .75 + f * .13, f * 7. + 1., .46 - f * .02) - .1 * p.x * (mod(f, 2.) < 1. ? 1. : -1.2);
    vec3 stone = mix(vec3(.52, .58, .68), vec3(.06, .1, .13), f / 5.5);
    stone *= .8 + .4 * fbm(p * vec2(6., 9.) * (1. + f * .4)); float tree = .012 * (f > 3. ? 1. : 0.) * noise(vec2(p.x * 130., f)); 
    c = mix(c, stone, cover(p.y - y - tree));
    float valley = exp(-max(y - p.y, 0.) * (3.2 + f * .3)); c = mix(c, mix(stone, air, clamp(.6 - f * .06, 0., 1.)), cover(p.y - y) * (1. - valley) * .75 * smoothstep(.8, .2, fbm(p * vec2(1.2, 2.5) + f)));
    if (i == 4) {
      vec2 q = p - vec2(.1, -.02 + .0); q.y -= .02 * sin(q.x); float d = arches(q);
      vec3 wall = vec3(.3, .28, .27) * (.75 + .4 * noise(vec2(floor(q.x * 90. + .5 * mod(floor(q.y * 110.), 2.)), floor(q.y * 110.)))) * (.7 + .5 * smoothstep(.5, -.8, q.x));
      wall = mix(wall, air, smoothstep(-.15, -.8, q.y) * .85 * (.7 + .6 * fbm(p * vec2(1.5, 2.) + 9.)));
      c = mix(c, wall, cover(d));
      vec2 t = q - vec2(.16, .075); float cars = min(box(t, vec2(-.21, .02), vec2(.195, .048)) - .008, box(t, vec2(.21, .02), vec2(.195, .048)) - .008); cars = min(cars, box(t, vec2(0, -.01), vec2(.03, .02))); cars = min(cars, box(t, vec2(0, -.045), vec2(.38, .012)));
      vec3 red = mix(vec3(.36, .075, .06), vec3(.72, .62, .5), smoothstep(.012, .014, t.y)); red *= .7 + .5 * smoothstep(-.02, .07, t.y);
      c = mix(c, red, cover(cars)); vec2 w = t; w.x = mod(t.x + 2.005, .062) - .031; float pane = max(box(w, vec2(0, .036), vec2(.021, .017)), max(abs(abs(t.x) - .21) - .185, -1.));
      c = mix(c, vec3(2.2, 1.55, .75), cover(pane)); c += vec3(.9, .55, .2) * exp(-max(pane, 0.) * 60.) * .3 + vec3(2.2, 2., 1.5) * glow(t, vec2(-.415, .0), .016);
    }
  }
  float mist = fbm(p * vec2(1.1, 3.4) + vec2(2., 7.)); c = mix(c, air * 1.05, smoothstep(.38, .72, mist) * smoothstep(.05, -.5, p.y) * smoothstep(-1.15, -.55, p.y) * .85);
  float pine = -.93 + .2 * abs(p.x - .15) + .06 * fbm(vec2(p.x * 5., 1.)); float tips = 0.; for (int i = 0; i < 3; i++) { float s = 9. + 5. * float(i); float k = floor(p.x * s); float x = fract(p.x * s) - .5; tips = max(tips, (.1 + .16 * hash(vec2(k, i))) * (1. - abs(x) * 2. + .12 * sin(p.y * 160.))); }
  return mix(c, vec3(.022, .034, .036), soft(p.y - pine - tips, .01)) * 1.05;
}` };

scenes["tide-flats"] = { seed: 6, glsl: `
const float H = .2;
vec3 heaven(vec2 p) {
  float h = clamp((p.y - H) / .8, 0., 1.);
  vec3 c = mix(vec3(1.4, .95, .56), vec3(.72, .7, .74), smoothstep(0., .34, h)); c = mix(c, vec3(.27, .38, .55), smoothstep(.2, 1., h)); c += vec3(1.3, .8, .3) * glow(p * vec2(.55, 1.), vec2(-.2, H + .05), .26);
  float n = fbm(vec2(p.x * .8 + p.y * .5, (p.y - H) * 3.4) + 5.), m = fbm(vec2(p.x * .8 + p.y * .5 - .02, (p.y - H) * 3.4 - .18) + 5.);
  return mix(c, mix(vec3(1.2, .85, .6), vec3(.3, .33, .42), clamp(.45 + (n - m) * 6. + h * .2, 0., 1.)), smoothstep(.4, .68, n) * .8);
}
float wader(vec2 q, float s) { q /= s; float d = oval(q, vec2(0, .55), vec2(.22, .11)); d = min(d, seg(q, vec2(.17, .6), vec2(.24, .82), .035)); d = min(d, disc(q, vec2(.25, .84), .055)); d = min(d, seg(q, vec2(.28, .83), vec2(.48, .74), .014)); d = min(d, seg(q, vec2(.02, .5), vec2(.03, 0.), .014)); d = min(d, seg(q, vec2(-.05, .5), vec2(-.1, 0.), .014)); d = min(d, seg(q, vec2(-.2, .55), vec2(-.33, .5), .03)); return d * s; }
float flock(vec2 p) {
  float d = 9.;
  for (int i = 0; i < 13; i++) { float x = -1.2 + 2.3 * hash(vec2(i, 1)) ; float y = H - .06 - .13 * hash(vec2(i, 2)); float s = .05 + .34 * (H - y) ; vec2 q = p - vec2(x, y); q.x *= hash(vec2(i, 3)) < .5 ? -1. : 1.; d = min(d, wader(q, s)); }
  return d;
}
vec3 scene(vec2 p) {
  vec3 c;
  if (p.y > H) { c = heaven(p); c = mix(c, vec3(.42, .38, .4), cover(p.y - (H + .012 + .035 * fbm(vec2(p.x * 1.8, 3.)))) * .8);
    for (int i = 0; i < 16; i++) c = mix(c, vec3(.16, .16, .2), cover(gull(p, vec2(.25 + .16 * float(i) * .45 + .06 * hash(vec2(i, 1)), .62 + .02 * float(i) * (mod(float(i), 2.) < 1. ? .6 : -.5) + .05 * hash(vec2(i, 2))), .014, .5 + .4 * hash(vec2(i, 3))))); }
  else {
    float d = H - p.y, z = 1. / (d + .03); vec2 g = vec2(p.x * z * .42, z * .9);
    vec2 warp = vec2(fbm(g * .7 + 3.), fbm(g * .7 + 11.)); float n = fbm(g * vec2(.8, .55) + warp * 1.9);
    float wet = smoothstep(.5, .44, abs(n - .52) * 5. + .1); float film = smoothstep(.66, .3, n);
    float fine = fbm(vec2(p.x * z * 5., z * 14.)); vec2 r = vec2(fine - .5, fbm(vec2(p.x * z * 4. + 9., z * 11.)) - .45);
    vec3 mirror = heaven(vec2(p.x + r.x * .05, H + d * .95 + abs(r.y) * .06)) * .95;
    vec3 mud = mix(vec3(.2, .15, .12), vec3(.34, .26, .2), fine) * (.5 + .6 * smoothstep(0., .7, d)); mud = mix(mud, mirror, .28 + .3 * film * smoothstep(.9, 0., d));
    float edge = smoothstep(.03, 0., abs(abs(n - .52) * 5. - .37)); float rib = sin(z * 46. + fine * 9. + p.x * 9.) * .5 + .5; mud *= .86 + .22 * rib * smoothstep(.1, .5, d); 
    c = mix(mud, mirror, wet); c += vec3(.5, .38, .24) * edge * .35 * smoothstep(0., .2, d); c *= .82 + .3 * smoothstep(0., .6, d);
    c = mix(c, heaven(vec2(p.x, H + .04)), exp(-d * 30.) * .6);
    vec2 m = vec2(p.x + r.x * .02, 0); float ref = 9.; for (int i = 0; i < 13; i++) { float x = -1.2 + 2.3 * hash(vec2(i, 1)); float y = H - .06 - .13 * hash(vec2(i, 2)); float s = .05 + .34 * (H - y); vec2 q = vec2(m.x - x, y - p.y); q.x *= hash(vec2(i, 3)) < .5 ? -1. : 1.; if (p.y < y) ref = min(ref, wader(q, s)); }
    c = mix(c, c * .3, soft(ref, .003) * .8);
  }
  return mix(c, vec3(.05, .045, .05), cover(flock(p)));
}` };

scenes["sea-pool"] = { seed: 14, glsl: `
const float H = .3;
vec3 heaven(vec2 p) { float h = clamp((p.y - H) / .7, 0., 1.); vec3 c = mix(vec3(.82, .8, .76), vec3(.36, .41, .46), smoothstep(0., .9, h)); float n = fbm(p * vec2(1.1, 3.) + vec2(1., 4.)), m = fbm(p * vec2(1.1, 3.) + vec2(1.05, 3.8)); c = mix(c, mix(vec3(.86, .82, .78), vec3(.25, .29, .34), clamp(.55 + (n - m) * 5., 0., 1.)), smoothstep(.36, .66, n) * .85); return c + vec3(.5, .38, .24) * glow(p * vec2(.6, 1.), vec2(.42, H + .03), .16); }
vec3 scene(vec2 p) {
  if (p.y > H) return heaven(p);
  float d = H - p.y; vec2 r = ripple(p, H, 1.9);
  vec3 sea = mix(heaven(vec2(p.x, H + .1 + abs(r.y) * .3)) * .6, vec3(.07, .1, .12), smoothstep(-.3, .25, r.y)); float crest = smoothstep(.3, .42, r.y + .2 * fbm(vec2(p.x * 14., d * 50.))); sea = mix(sea, vec3(.8), crest * .55 * smoothstep(.0, .12, d));
  vec3 c = sea;
  float wallTop = H - .2 + .02 * sin(p.x * 1.2) - .05 * p.x; float spray = fbm(vec2(p.x * 5. + 2., (p.y - wallTop) * 9.)); float burst = exp(-pow((p.x + .75) * 3.2, 2.)) + .6 * exp(-pow((p.x - .95) * 4., 2.)); c = mix(c, vec3(.88), smoothstep(.42, .66, spray) * burst * smoothstep(-.02, .05, p.y - wallTop) * smoothstep(.3, .06, p.y - wallTop) * smoothstep(.1, -.02, p.y - H + .1));
  // the wall, then the pool, calm
  float thick = .085; float y = wallTop - p.y;
  if (y > 0.) { vec2 s = vec2(p.x * 9., floor(y / .028)); vec3 stone = vec3(.17, .165, .16) * (.6 + .6 * noise(vec2(floor(p.x * 7. + mod(s.y, 2.) * .5), s.y))) * (.75 + .4 * fbm(p * 24.)); stone *= 1. - .4 * smoothstep(.4, .5, abs(fract(p.x * 7. + mod(s.y, 2.) * .5) - .5)); stone = mix(vec3(.3, .3, .29), stone, smoothstep(.008, .02, y)); c = mix(stone, vec3(.07, .085, .06), smoothstep(.045, .085, y) * .8); }
  if (y > thick) {
    float e = y - thick, z = 1. / (e + .1); vec2 w = vec2(fbm(vec2(p.x * z * 2., z * 5.)) - .5, fbm(vec2(p.x * z * 2. + 7., z * 5.)) - .5);
    vec2 at = vec2(-.12, -.34); vec2 v = p - at; float wake = 0.; if (v.x > 0.) { float spread = abs(abs(v.y + v.x * .02) - v.x * .13); wake = exp(-spread * 60.) * exp(-v.x * 1.1) * .9 + exp(-abs(v.y) * 40.) * exp(-v.x * 3.) * .6; }
    float ring = sin(length(v * vec2(1., 2.6)) * 120.) * exp(-length(v * vec2(1., 2.6)) * 9.);
    vec3 m = heaven(vec2(p.x + w.x * .06, H + .05 + e * .7 + w.y * .05 + ring * .04 + wake * .14)); vec3 deep = vec3(.05, .15, .165);
    c = mix(m * .86, deep, .25 + .4 * smoothstep(0., 1.1, e)); c += vec3(.34, .36, .36) * wake + .06 * ring; c = mix(c, vec3(.06, .07, .065), exp(-e * 26.) * .8);
    float rope = abs(p.y - (-.62 + .06 * p.x + .012 * sin(p.x * 22.))) - .004; float floats = 9.; vec2 f = p; f.y -= -.62 + .06 * p.x; f.x = mod(p.x + 3., .21) - .105; floats = oval(f, vec2(0, .004), vec2(.024, .014)); c = mix(c, vec3(.1, .08, .06), cover(rope) * .8); c = mix(c, vec3(.75, .28, .12) * (.6 + 30. * max(f.y, 0.)), cover(floats));
    vec2 q = p - at; float head = oval(q, vec2(0, .012), vec2(.019, .017)); c = mix(c, vec3(.62, .16, .1), cover(head)); c = mix(c, vec3(.5, .36, .28), cover(seg(q, vec2(.01, .0), vec2(.045, .004), .007))); c = mix(c, vec3(.55, .4, .31), cover(min(seg(q, vec2(.02, .0), vec2(-.012, .05), .006), seg(q, vec2(-.012, .05), vec2(-.055, .02), .0055)))); c += vec3(.5) * exp(-length((q - vec2(-.06, .005)) * vec2(1., 2.)) * 70.);
  }
  float steps = min(min(box(p, vec2(1.34, -.6), vec2(.26, .5)), box(p, vec2(1.24, -.74), vec2(.26, .36))), box(p, vec2(1.14, -.88), vec2(.26, .22))); vec3 slab = vec3(.16, .155, .15) * (.6 + .7 * fbm(p * 14.)); float tread = smoothstep(.02, .0, min(abs(p.y + .1), min(abs(p.y + .38), abs(p.y + .66)))); c = mix(c, slab + tread * .15, cover(steps));
  c = mix(c, vec3(.06), cover(min(seg(p, vec2(1.1, -.66), vec2(1.1, -.3), .008), min(seg(p, vec2(1.32, -.1), vec2(1.32, .26), .008), seg(p, vec2(1.1, -.3), vec2(1.32, .26), .008)))));
  return c;
}` };

scenes["stadium-lights"] = { seed: 9, glsl: `
vec3 scene(vec2 p) {
  vec3 c = mix(vec3(.045, .06, .085), vec3(.012, .016, .03), smoothstep(-.1, 1., p.y)); c += vec3(.07, .075, .08) * fbm(p * vec2(1., 1.6) + 3.) * smoothstep(-.3, .5, p.y);
  float eye = -.08;
  // stands
  float roof = .2 + .09 * p.x * p.x; float stand = max(p.y - (.1 + .06 * abs(p.x)), eye - .12 - p.y); 
  c = mix(c, vec3(.02, .023, .03), cover(p.y - roof + .14 * (1. - smoothstep(.0, .35, abs(abs(p.x) - .95))) ) * step(eye, p.y)); 
  if (p.y < roof - .1 && p.y > eye - .14) { vec2 g = vec2(p.x * 62., (p.y) * 58.); vec2 k = floor(g + vec2(.5 * mod(floor(g.y), 2.), 0.)); vec2 f = fract(g + vec2(.5 * mod(floor(g.y), 2.), 0.)) - .5; float who = hash(k); vec3 coat = mix(vec3(.03, .035, .05), mix(vec3(.16, .1, .08), vec3(.07, .11, .17), hash(k + 5.)), who * who); coat = mix(coat, vec3(.42, .36, .1), step(.93, hash(k + 9.))); float head = soft(length(f * vec2(1., 1.1) - vec2(0, .15)) - .26, .12); vec3 crowd = mix(coat * .6, vec3(.25, .17, .13) * (.4 + .7 * hash(k + 3.)), head); crowd *= .35 + .9 * exp(-abs(p.x) * .5) * smoothstep(.25, -.2, p.y); c = mix(c, crowd, .95); c += vec3(.12, .13, .14) * fbm(p * vec2(3., 6.) + 1.) * smoothstep(-.25, .1, p.y) * .6; }
  if (p.y < eye - .1) { float d = eye - .1 - p.y; float board = smoothstep(.07, .065, d); float z = 1. / (d + .06); vec2 g = vec2(p.x * z, z);
    vec3 grass = mix(vec3(.055, .105, .06), vec3(.07, .13, .07), step(.5, fract(g.x * .55 + .2))) * (.6 + .6 * fbm(vec2(p.x * z * 8., z * 22.))); float mud = smoothstep(.5, .68, fbm(g * 1.1 + 4.)); grass = mix(grass, vec3(.14, .1, .06), mud * .75); float shine = fbm(vec2(p.x * z * 3., z * 16.)); grass += vec3(.55, .6, .62) * pow(max(0., shine - .42), 1.5) * (exp(-pow((p.x + .78) * 2.4, 2.)) + exp(-pow((p.x - .78) * 2.4, 2.))) * 2.6;
    float line = smoothstep(.012, .004, abs(fract(g.y * .12) - .5) * .2) * .0; line += smoothstep(.02, .008, abs(p.x - .28 * d - .12) / (.3 + d) ) * smoothstep(.08, .12, d); grass = mix(grass, vec3(.75), line * .75);
    c = mix(grass * 1.35, mix(vec3(.34, .3, .18), vec3(.1, .14, .19), step(.5, fract(p.x * 1.6))) * .5, board); }
  for (int i = 0; i < 4; i++) { float s = i < 2 ? 1. : .62; vec2 at = i == 0 ? vec2(-.92, .66) : i == 1 ? vec2(.92, .66) : i == 2 ? vec2(-.38, .42) : vec2(.38, .42);
    float mast = min(seg(p, at, vec2(at.x * 1.02, -.0), .012 * s), box(p, at, vec2(.13, .07) * s)); c = mix(c, vec3(.015), cover(mast));
    for (int j = 0; j < 12; j++) { vec2 l = at + vec2(float(j % 4) - 1.5, float(j / 4) - 1.) * vec2(.062, .045) * s; c += vec3(2.6, 2.7, 2.6) * glow(p, l, .016 * s) * .8; }
    float rain = fbm(vec2(p.x * 9., p.y * 3.)); c += vec3(.5, .56, .62) * glow(p, at, .42 * s) * (.42 + .3 * rain); vec2 v = p - at; c += vec3(.3, .34, .4) * exp(-abs(v.x - v.y * -.35 * sign(at.x) * -1.) * 5.) * smoothstep(.0, -.2, v.y) * smoothstep(-1.3, -.1, v.y) * .22; c += vec3(.8) * exp(-abs(v.y) * 70.) * exp(-abs(v.x) * 3.2) * .35 * s; }
  for (int i = 0; i < 3; i++) { float s = 26. + 22. * float(i); vec2 q = vec2(p.x + p.y * .12, p.y); vec2 k = vec2(floor(q.x * s), floor(q.y * (2.4 + float(i)) + hash(vec2(floor(q.x * s), i)) * 9.)); float drop = smoothstep(.05, .0, abs(fract(q.x * s) - .5)) * step(.72, hash(k + float(i) * 7.)); c += vec3(.5, .55, .6) * drop * (.09 - .02 * float(i)) * (.4 + .9 * smoothstep(-.7, .7, p.y)); }
  vec2 ball = vec2(.36, -.47); 
  vec2 m = vec2(-p.x, p.y); float players = min(runner(p, vec2(.12, -.6), .27), min(runner(m, vec2(-.62, -.58), .25), runner(p, vec2(-.5, -.47), .19))); players = min(players, min(runner(m, vec2(-.98, -.42), .16), runner(p, vec2(-1.05, -.36), .14))); float shade = 9.; for (int i = 0; i < 4; i++) shade = min(shade, oval(p, i == 0 ? vec2(.12, -.6) : i == 1 ? vec2(.62, -.58) : i == 2 ? vec2(-.5, -.47) : vec2(.98, -.42), vec2(.11, .016))); c *= 1. - .6 * soft(shade, .012);
  vec3 shirt = p.x < 0. ? vec3(.26, .07, .06) : vec3(.4, .37, .3); c = mix(c, shirt * (.22 + .5 * smoothstep(-.62, -.3, p.y)), soft(players, .003)); c = mix(c, vec3(.85), cover(disc(p, ball, .016)));
  float heads = 9.; for (int i = 0; i < 15; i++) { float x = -1.5 + .215 * float(i) + .09 * hash(vec2(i, 2)); float y = -.95 + .11 * hash(vec2(i, 3)); float k = .062 + .014 * hash(vec2(i, 5)); heads = min(heads, oval(p, vec2(x, y), vec2(k * .82, k))); heads = min(heads, box(p, vec2(x, y - .1), vec2(k * .4, .05))); heads = min(heads, oval(p, vec2(x, y - .3), vec2(.14, .2))); if (hash(vec2(i, 8)) > .62) heads = min(heads, oval(p, vec2(x, y + k * .55), vec2(k * 1.05, k * .55))); }
  c += vec3(.5, .55, .6) * exp(-abs(heads) * 55.) * .22; return mix(c, vec3(.008, .009, .012), soft(heads, .008)) * 1.15;
}` };
