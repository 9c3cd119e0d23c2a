// Vega for charts of points, rules and text: what the edition's pictures are drawn with, and no more.
import { extend } from "vega-util";
import { transforms } from "vega-dataflow";
import * as tx from "vega-transforms";
import * as vtx from "vega-view-transforms";
import * as encode from "vega-encode";
import { View } from "vega-view";
import { parse } from "vega-parser";
import { locale } from "vega-format";
import { expressionInterpreter } from "vega-interpreter";

extend(transforms, tx, vtx, encode);
window.vega = { View, parse, locale, expressionInterpreter };
