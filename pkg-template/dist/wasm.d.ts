/** What a bundler makes of the WebAssembly file; often a compiled module, in some tools its address. */
declare const wasm: WebAssembly.Module;
export default wasm;
