// What Vega makes of data, without sampling, densities, pivots and the like.
export {
  aggregate, bin, collect, compare, expression, extent, facet, field, filter, formula, joinaggregate, key, multiextent,
  multivalues, params, prefacet, proxy, relay, sequence, sieve, subflow, values, window,
} from "vega-transforms";
export { bound, identifier, mark, overlap, render, viewlayout } from "vega-view-transforms";
export { axisticks, datajoin, encode, legendentries, linkpath, scale, sortitems, stack } from "vega-encode";
