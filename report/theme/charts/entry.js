// Vega for charts of points, rules, bars and text: what the edition's pictures are drawn with, and no more.
import { extend } from "vega-util";
import { transforms } from "vega-dataflow";
import { View } from "vega-view";
import { parse } from "vega-parser";
import { locale } from "vega-format";
import { expressionInterpreter } from "vega-interpreter";
import * as used from "./transforms.js";

extend(transforms, used);
window.vega = { View, parse, locale, expressionInterpreter };
