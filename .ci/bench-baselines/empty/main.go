// Command empty does nothing: what starting any Go program costs. Baseline of `latchkey status`.
package main

func main() {}
