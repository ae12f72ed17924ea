// Package guide leads from what a person sees to what mends it: symptoms, and for
// each the steps in their order, with the conditions under which a step is left
// out because something is known already.
//
// The guide is data (assets/guide) and this package the way through it: Shipped
// reads and checks it, Search finds the symptom that a person describes, Walk says
// how the steps stand, CheckAddress looks at the spelling of an address.
//
// What it is not for: it looks at no computer, asks no server and writes no words.
// What is known is handed in by package core, which also fills in the words.
package guide
