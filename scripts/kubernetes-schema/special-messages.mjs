const meta = 'k8s.io.apimachinery.pkg.apis.meta.v1';
const extensions = 'k8s.io.apiextensions_apiserver.pkg.apis.apiextensions';

/** Messages whose Go types write their JSON by hand, each with the name that the codec knows its form by. */
export const specialMessages = new Map([
  [`${meta}.Time`, 'time'],
  [`${meta}.MicroTime`, 'microtime'],
  [`${meta}.Duration`, 'duration'],
  [`${meta}.FieldsV1`, 'rawjson'],
  ['k8s.io.apimachinery.pkg.runtime.RawExtension', 'rawjson'],
  ['k8s.io.apimachinery.pkg.util.intstr.IntOrString', 'intstr'],
  ['k8s.io.apimachinery.pkg.api.resource.Quantity', 'quantity'],
  ...['v1', 'v1beta1'].flatMap(
    (version) =>
      /** @type {const} */ ([
        [`${extensions}.${version}.JSON`, 'rawjson'],
        [`${extensions}.${version}.JSONSchemaPropsOrBool`, 'orbool'],
        [`${extensions}.${version}.JSONSchemaPropsOrArray`, 'orarray'],
        [`${extensions}.${version}.JSONSchemaPropsOrStringArray`, 'orstrings'],
      ]),
  ),
]);

/** The form of a message that only wraps a Go slice: JSON shows the bare array. */
export const wrappedList = 'items';
