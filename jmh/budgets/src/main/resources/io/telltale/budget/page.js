'use strict';
(() => {
  const holder = document.getElementById('curves');
  const curves = JSON.parse(document.getElementById('data').textContent);
  if (curves.length === 0) {
    return;
  }
  const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

  /** Nines: 90 % is 1, 99 % is 2; 100 % lies where one operation of all is. */
  const nines = (percentile, operations) =>
    percentile >= 100 ? Math.log10(Math.max(operations, 10)) : -Math.log10(1 - percentile / 100);

  /** A percentile may come twice (the last of many is the maximum): the larger time counts. */
  function columns(points, operations) {
    const most = nines(100, operations);
    const byX = new Map();
    for (const [percentile, ns] of points) {
      const x = Math.min(most, nines(percentile, operations));
      byX.set(x, Math.max(byX.get(x) ?? 1, ns));
    }
    const xs = [...byX.keys()].sort((a, b) => a - b);
    return [xs, xs.map((x) => byX.get(x))];
  }

  const tables = [];
  const series = [{ label: 'percentile', value: (u, x) => percentText(x) }];

  function add(points, operations, options) {
    if (points.length > 0) {
      tables.push(columns(points, operations));
      series.push({ spanGaps: true, width: 2, points: { show: false }, value: (u, ns) => timeText(ns), ...options });
    }
  }

  function percentText(x) {
    return x === null || x === undefined ? '' : `${Number((100 * (1 - 10 ** -x)).toPrecision(Math.ceil(x) + 2))} %`;
  }

  function timeText(ns) {
    if (ns === null || ns === undefined) {
      return '';
    }
    const [unit, size] = ns < 1e3 ? ['ns', 1] : ns < 1e6 ? ['us', 1e3] : ns < 1e9 ? ['ms', 1e6] : ['s', 1e9];
    return `${Number((ns / size).toPrecision(4))} ${unit}`;
  }

  /** A limit is a diamond, not a line. */
  function diamonds(color) {
    return {
      paths: () => null,
      points: {
        show: (u, index) => {
          const [xs, ys] = [u.data[0], u.data[index]];
          const size = 6 * uPlot.pxRatio;
          u.ctx.save();
          u.ctx.fillStyle = color;
          xs.forEach((x, i) => {
            if (ys[i] === null || ys[i] === undefined) {
              return;
            }
            const [left, top] = [u.valToPos(x, 'x', true), u.valToPos(ys[i], 'y', true)];
            u.ctx.beginPath();
            u.ctx.moveTo(left - size, top);
            u.ctx.lineTo(left, top - size);
            u.ctx.lineTo(left + size, top);
            u.ctx.lineTo(left, top + size);
            u.ctx.fill();
          });
          u.ctx.restore();
          return false;
        }
      }
    };
  }

  curves.forEach((curve, i) => {
    const color = COLORS[i % COLORS.length];
    add(curve.points, curve.operations, { label: curve.name, stroke: color });
    add(curve.before, curve.operations, { label: `${curve.name}, saved`, stroke: color, dash: [6, 4], width: 1 });
    add(curve.limits, curve.operations, { label: `${curve.name}, limits`, stroke: color, ...diamonds(color) });
  });

  const size = () => ({ width: Math.max(320, holder.clientWidth), height: 420 });
  const chart = new uPlot(
    {
      ...size(),
      scales: { x: { time: false }, y: { distr: 3 } },
      series,
      axes: [
        { splits: (u) => Array.from({ length: Math.floor(u.scales.x.max) + 1 }, (_, k) => k), values: (u, xs) => xs.map(percentText) },
        { size: 70, values: (u, values) => values.map((ns) => (ns === null ? '' : timeText(ns))) }
      ]
    },
    uPlot.join(tables),
    holder
  );
  window.addEventListener('resize', () => chart.setSize(size()));
})();
