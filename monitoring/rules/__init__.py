"""Pure rules of monitoring: periods, figures and sums, what may be shown, files that come in."""
