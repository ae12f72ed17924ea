// Package doctor runs checks and keeps the order between them: side by side,
// each with a deadline, and none that could only repeat what another has found.
//
// A check looks at one thing and gives a Finding: a verdict, the problem's code,
// the evidence as a code with typed values, and the one fix. What follows from a
// failure is hidden by it: with the name of the server unknown, nothing is said
// about the server. So the worst finding of a report is a cause, and not one of
// its consequences.
//
// The checks belong to links of a chain, from the app that a person wants to work
// in down to the clock of the computer. The first broken link is where to begin.
//
// What it is not for: it knows no file, no server and no words. The checks are
// made by package core, the words by package present.
package doctor
