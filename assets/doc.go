// Package assets holds what Latchkey carries inside itself: icons, words in
// every language, the page that a browser shows after a sign-in, and the
// identity providers it knows. It is data with a little code to look it up, and
// it knows nothing of sessions, protocols or windows.
package assets
