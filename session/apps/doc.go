// Package apps knows the modeling apps: where each keeps the state of its sign-in, whether it runs, and which of its files a
// reset may put aside. The catalogue is data (built in, from the machine's folder, from the person's); a path in it is a
// pattern that is resolved for one system, so that the rules of Windows and macOS are tested on Linux.
//
// It is not for moving files (package session does that), it parses nothing that an app wrote, it walks no disk, and it never
// looks into another person's home. A licence can be shown and cannot be handed on: SignIn, the only thing that a reset
// accepts, is made from states alone, and Licence is another type.
package apps
