// The course of the run.

function learning() {
  const L = D.learning;
  if (!L || !L.epoch.length) return;
  const grid = section('learning', 'Learning', null);
  const validated = L.validationLoss.some((v) => v != null);
  const best = L.bestEpoch < L.epoch.at(-1) ? [['x', L.bestEpoch, 'epoch ' + L.bestEpoch + ' is kept']] : [];
  const last = (a) => number(a.at(-1));
  const tables = [], lines = [];
  if (L.batch.place.length > 1) {
    tables.push([L.batch.place, L.batch.loss]);
    lines.push({ label: 'steps', colour: '--c8', width: 1, faint: true });
  }
  tables.push([L.epoch, L.loss].concat(validated ? [L.validationLoss] : []));
  lines.push({ label: 'training', colour: '--c0' });
  if (validated) lines.push({ label: 'validation', colour: '--c1' });
  let fig = figure(grid, 'Loss', validated
    ? 'Where validation rises while training still falls, the network learns its rows by heart. Drag to zoom in, double-click to zoom out.'
    : 'The mean loss of the rows trained on. Drag to zoom in, double-click to zoom out.', L.accuracy.some((v) => v != null) ? 'wide' : 'most');
  lineChart(fig, tables, lines, {
    x: 'epoch', ends: true, sync: 'run', guides: best, height: 300,
    label: `Loss over ${plural(L.epoch.length, 'epoch')}: training ends at ${last(L.loss)}${validated ? ', validation at ' + last(L.validationLoss) : ''}`,
  });
  numbers(fig, ['epoch', 'training'].concat(validated ? ['validation'] : []),
    L.epoch.map((e, i) => [e, L.loss[i]].concat(validated ? [L.validationLoss[i]] : [])));

  if (L.accuracy.some((v) => v != null)) {
    fig = figure(grid, 'Accuracy', 'The share of rows whose class is right.');
    lineChart(fig, [[L.epoch, L.accuracy].concat(validated ? [L.validationAccuracy] : [])],
      [{ label: 'training', colour: '--c0' }].concat(validated ? [{ label: 'validation', colour: '--c1' }] : []), {
        x: 'epoch', log: false, low: true, ends: true, format: share, sync: 'run', guides: best,
        label: `Accuracy: training ends at ${percent(L.accuracy.at(-1))}${validated ? ', validation at ' + percent(L.validationAccuracy.at(-1)) : ''}`,
      });
    numbers(fig, ['epoch', 'training'].concat(validated ? ['validation'] : []),
      L.epoch.map((e, i) => [e, percent(L.accuracy[i], 2)].concat(validated ? [percent(L.validationAccuracy[i], 2)] : [])));
  }
  if (L.rate.place.length) {
    fig = figure(grid, 'Learning rate', 'What every step is multiplied with: the optimiser’s rate times its schedule.', L.accuracy.some((v) => v != null) ? '' : 'third');
    lineChart(fig, [[L.rate.place, L.rate.rate]], [{ label: 'rate', colour: '--c2', fill: true }], {
      x: 'epoch', ends: true, sync: 'run', label: `Learning rate from ${number(L.rate.rate[0])} to ${last(L.rate.rate)}`,
      log: 'off', range: (_, low, high) => [0, high * 1.15],
    });
    numbers(fig, ['epoch', 'rate'], L.rate.place.map((p, i) => [p, L.rate.rate[i]]), 30);
  }
}
