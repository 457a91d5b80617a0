'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const plot = JSON.parse(byId('plot').textContent);
  const LINE = '#0072b2';
  const BAND = 'rgba(230, 159, 0, 0.30)';
  const BAND_EDGE = '#8a5a00';
  const EDGE_PX = 6;
  const LEAST_BAND_PX = 1.5;
  const LEAST_SPAN_MS = 0.01;
  const MOST_ROWS = 1000;

  // ---- readings -----------------------------------------------------------------------------

  /** Milliseconds since 1970 of a text of nanoseconds. */
  function toMs(ns) {
    const big = BigInt(ns);
    return Number(big / 1000000n) + Number(big % 1000000n) / 1e6;
  }

  function bytes(id) {
    const text = byId(id).textContent;
    byId(id).remove();
    if (Uint8Array.fromBase64) {
      return Uint8Array.fromBase64(text).buffer;
    }
    const raw = atob(text);
    const array = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) {
      array[i] = raw.charCodeAt(i);
    }
    return array.buffer;
  }

  const ARRAYS = {
    u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array
  };

  function decodeTimes(count) {
    const t = plot.times;
    const base = toMs(t.baseNs);
    const times = new Float64Array(count);
    const steps = t.type === 'step' ? null : new ARRAYS[t.type](bytes('times'));
    let units = 0;
    for (let i = 0; i < count; i++) {
      units = steps === null ? i : units + steps[i];
      times[i] = base + units * t.unitNs / 1e6;
    }
    return times;
  }

  function decodeValues() {
    const v = plot.values;
    const stored = new ARRAYS[v.type](bytes('values'));
    if (v.type === 'f64') {
      return stored;
    }
    const values = new Float64Array(stored.length);
    const whole = v.type[0] === 'u';
    const none = whole ? 2 ** (8 * stored.BYTES_PER_ELEMENT) - 1 : NaN;
    const divisor = whole ? 10 ** v.decimals : 1;
    for (let i = 0; i < stored.length; i++) {
      values[i] = stored[i] === none ? NaN : whole ? (stored[i] + v.offset) / divisor : stored[i];
    }
    return values;
  }

  const times = decodeTimes(plot.readings);
  const values = decodeValues();
  const fullMin = toMs(plot.fromNs);
  const fullMax = Math.max(toMs(plot.toNs), fullMin + LEAST_SPAN_MS);

  /** How many times are below a limit. */
  function countBelow(limit) {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (times[middle] < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * First, last, smallest and largest reading of each pixel column (M4, Jugel et al. 2014), with
   * the readings next to the view, so that lines run out of it.
   */
  function sample(min, max, columns) {
    const from = Math.max(0, countBelow(min) - 1);
    const to = Math.min(times.length, countBelow(max) + 2);
    const xs = [];
    const ys = [];
    const push = (i) => {
      xs.push(times[i]);
      ys.push(Number.isFinite(values[i]) ? values[i] : null);
    };
    if (to - from <= 4 * columns) {
      for (let i = from; i < to; i++) {
        push(i);
      }
      return [xs, ys];
    }
    const scale = columns / (max - min);
    let i = from;
    while (i < to) {
      if (!Number.isFinite(values[i])) {
        push(i++);
        continue;
      }
      const column = Math.floor((times[i] - min) * scale);
      const first = i;
      let least = i;
      let most = i;
      for (i++; i < to && Number.isFinite(values[i]); i++) {
        if (Math.floor((times[i] - min) * scale) !== column) {
          break;
        }
        if (values[i] < values[least]) {
          least = i;
        } else if (values[i] > values[most]) {
          most = i;
        }
      }
      const picked = [first, Math.min(least, most), Math.max(least, most), i - 1];
      picked.forEach((p, k) => {
        if (k === 0 || p !== picked[k - 1]) {
          push(p);
        }
      });
    }
    return [xs, ys];
  }

  // ---- windows ------------------------------------------------------------------------------

  const windows = plot.windows.map((w) => ({
    ...w,
    startMs: toMs(w.startNs),
    endMs: w.endNs === null ? Infinity : toMs(w.endNs)
  }));

  /** What was drawn last: a band's window, and its edges in the chart's own pixels. */
  let bands = [];

  function drawBands(u) {
    const { left, top, width, height } = u.bbox;
    const ratio = uPlot.pxRatio;
    const at = (ms) => Math.max(0, Math.min(width, u.valToPos(ms, 'x', true) - left));
    // What many narrow windows share is painted once, or it would be darker than a wide one.
    let painted = 0;
    bands = [];
    u.ctx.save();
    windows.forEach((w, index) => {
      if (w.endMs < u.scales.x.min || w.startMs > u.scales.x.max) {
        return;
      }
      const start = at(w.startMs);
      const end = w.endMs === Infinity ? width : at(w.endMs);
      bands.push({ index, startNs: w.startNs, endNs: w.endNs, left: start / ratio, right: end / ratio });
      const from = Math.max(start, painted);
      const to = Math.min(width, Math.max(start + LEAST_BAND_PX * ratio, end));
      if (from < to) {
        u.ctx.fillStyle = BAND;
        u.ctx.fillRect(left + from, top, to - from, height);
        u.ctx.fillStyle = BAND_EDGE;
        u.ctx.fillRect(left + from, top, to - from, EDGE_PX * ratio);
        painted = to;
      }
    });
    u.ctx.restore();
  }

  // ---- chart --------------------------------------------------------------------------------

  const iso = (ms) => new Date(ms).toISOString();
  const rounded = (v) => (typeof v === 'number' ? Number(v.toPrecision(9)) : v);
  const number = (v) => (v === null ? '' : String(v));
  const isStepped = plot.kind === 'STATE' || plot.kind === 'BOOLEAN';
  const nameOf = (v) =>
    plot.kind === 'STATE' ? plot.states[v] : plot.kind === 'BOOLEAN' ? String(v === 1) : number(v);
  const holder = byId('chart');
  const size = () => ({
    width: Math.max(320, holder.clientWidth),
    height: Math.max(240, Math.min(560, Math.round(window.innerHeight * 0.6)))
  });

  const DATE = '\n{YYYY}-{MM}-{DD}';
  const MINUTE = DATE + ' {HH}:{mm}';
  /** From this distance of marks in ms on: the text, and the texts where a year, day or minute begins. */
  const MARKS = [
    [365 * 86_400_000, '{YYYY}', null, null, null, null, null, null, 1],
    [28 * 86_400_000, '{YYYY}-{MM}', null, null, null, null, null, null, 1],
    [86_400_000, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
    [60_000, '{HH}:{mm}', DATE, null, DATE, null, null, null, 1],
    [1_000, ':{ss}', MINUTE, null, MINUTE, null, '\n{HH}:{mm}', null, 1],
    [0, ':{ss}.{fff}', MINUTE, null, MINUTE, null, '\n{HH}:{mm}', null, 1]
  ];

  const options = {
    ...size(),
    ms: 1,
    tzDate: (ms) => uPlot.tzDate(new Date(ms), 'Etc/UTC'),
    fmtDate: uPlot.fmtDate,
    cursor: { drag: { x: false, y: false, setScale: false } },
    scales: {
      x: { time: true },
      y: isStepped ? { range: (u, min, max) => [min - 0.25, max + 0.25] } : {}
    },
    axes: [
      { stroke: '#1a1a1a', grid: { stroke: '#e0e0e0', width: 1 }, values: MARKS },
      {
        stroke: '#1a1a1a',
        grid: { stroke: '#e0e0e0', width: 1 },
        size: 70,
        label: plot.channel + (plot.unit ? ' (' + plot.unit + ')' : ''),
        ...(isStepped && { incrs: [1, 2, 5, 10, 100, 1000], values: (u, ticks) => ticks.map(nameOf) })
      }
    ],
    series: [
      { label: 'time', value: (u, v) => (v === null ? '' : iso(v)) },
      {
        label: plot.channel,
        stroke: LINE,
        width: 1.25,
        spanGaps: false,
        value: (u, v) => (v === null ? '' : nameOf(v)),
        ...(isStepped && { paths: uPlot.paths.stepped({ align: 1 }) })
      }
    ],
    hooks: { drawClear: [drawBands] }
  };

  let view = { min: fullMin, max: fullMax };
  const chart = new uPlot(options, [[], []], holder);
  let asked = false;

  function draw() {
    asked = false;
    chart.batch(() => {
      chart.setData(sample(view.min, view.max, Math.max(1, Math.round(chart.bbox.width))), false);
      chart.setScale('x', view);
    });
  }

  /** Shows a stretch of time, within what there is. */
  function show(min, max) {
    const span = Math.min(fullMax - fullMin, Math.max(LEAST_SPAN_MS, max - min));
    const middle = (min + max) / 2;
    const start = Math.min(Math.max(fullMin, middle - span / 2), fullMax - span);
    view = { min: start, max: start + span };
    if (!asked) {
      asked = true;
      requestAnimationFrame(draw);
    }
  }

  function zoom(factor, center) {
    show(center - (center - view.min) * factor, center + (view.max - center) * factor);
  }

  const reset = () => show(fullMin, fullMax);
  const move = (part) => {
    const by = (view.max - view.min) * part;
    show(view.min + by, view.max + by);
  };

  chart.over.addEventListener('wheel', (e) => {
    e.preventDefault();
    const pixels = e.deltaMode === 0 ? e.deltaY : e.deltaY * 40;
    const at = (e.clientX - chart.over.getBoundingClientRect().left) / chart.over.clientWidth;
    zoom(Math.exp(Math.max(-400, Math.min(400, pixels)) * 0.002), view.min + at * (view.max - view.min));
  }, { passive: false });

  chart.over.addEventListener('pointerdown', (e) => {
    if (e.button !== 0) {
      return;
    }
    const start = { x: e.clientX, ...view };
    const perPixel = (view.max - view.min) / chart.over.clientWidth;
    const onMove = (m) => {
      holder.classList.add('moving');
      const by = (start.x - m.clientX) * perPixel;
      show(start.min + by, start.max + by);
    };
    const onUp = () => {
      holder.classList.remove('moving');
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onUp);
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onUp);
  });

  chart.over.addEventListener('dblclick', reset);

  const KEYS = {
    ArrowLeft: () => move(-0.2),
    ArrowRight: () => move(0.2),
    '+': () => zoom(0.7, (view.min + view.max) / 2),
    '=': () => zoom(0.7, (view.min + view.max) / 2),
    '-': () => zoom(1 / 0.7, (view.min + view.max) / 2),
    0: reset
  };
  holder.addEventListener('keydown', (e) => {
    if (KEYS[e.key] && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      KEYS[e.key]();
    }
  });

  window.addEventListener('resize', () => {
    chart.setSize(size());
    show(view.min, view.max);
  });

  // ---- texts --------------------------------------------------------------------------------

  const time = (ns) => {
    const fraction = String(((BigInt(ns) % 1000000000n) + 1000000000n) % 1000000000n);
    const second = iso(Number((BigInt(ns) - BigInt(fraction)) / 1000000n)).slice(0, 19);
    return second + '.' + fraction.padStart(9, '0') + 'Z';
  };
  const count = (n, noun) => n.toLocaleString('en') + ' ' + noun + (n === 1 ? '' : 's');

  byId('summary').textContent =
    time(plot.fromNs) + ' to ' + time(plot.toNs) + ': '
    + (plot.thinnedFrom === null
      ? count(plot.readings, 'reading')
      : count(plot.thinnedFrom, 'reading') + ', of which the ' + plot.readings.toLocaleString('en')
        + ' are kept that draw the same line (M4)');

  function addRow(body, w) {
    const row = body.insertRow();
    const button = document.createElement('button');
    button.textContent = time(w.startNs);
    button.title = 'Show this window';
    button.addEventListener('click', () => {
      const end = Math.min(w.endMs, fullMax);
      const margin = Math.max(LEAST_SPAN_MS, (end - w.startMs) * 0.5);
      show(w.startMs - margin, end + margin);
      holder.scrollIntoView({ block: 'nearest' });
    });
    row.insertCell().append(button);
    row.insertCell().textContent = w.endNs === null ? 'OPEN' : time(w.endNs);
    row.insertCell().textContent = w.endReason;
    [w.samples, w.min, w.max, rounded(w.mean)].forEach((n) => {
      const cell = row.insertCell();
      cell.className = 'number';
      cell.textContent = number(n);
    });
  }

  if (plot.rule !== null) {
    byId('windows').hidden = false;
    byId('rule').textContent = count(windows.length, 'window') + ' of ' + plot.rule;
    const body = document.querySelector('#windows tbody');
    windows.slice(0, MOST_ROWS).forEach((w) => addRow(body, w));
    byId('more').textContent = windows.length > MOST_ROWS
      ? 'The first ' + MOST_ROWS.toLocaleString('en') + ' are listed; all are in the chart.' : '';
  }

  draw();
  window.telltale = {
    chart,
    times,
    values,
    get bands() {
      return bands;
    },
    get view() {
      return { ...view };
    },
    shownMs: null
  };
  // The second frame begins when the first has been painted.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    window.telltale.shownMs = performance.now();
  }));
})();
