// Package present turns the answers of core into words and view state: plain
// structs in which every text is already in the person's language. The window
// draws them and the command line prints parts of them, so both say the same.
//
// It is not a face and not a decision maker: it imports no Fyne, asks nobody,
// reads no clock (the caller hands in now, whose location is the zone that
// times are shown in) and keeps no state.
package present
