// Package browsers knows where browsers keep their cookies: it finds the profiles, counts the cookies of named hosts, removes
// exactly these while the browser is closed, and knows the address at which a person does the same inside the browser.
//
// It is not for reading cookies. Names, values and paths of cookies are never asked for: the only columns that its statements
// name are the host's and the one that tells partitions and containers apart, beside counts. It ends no browser, edits nothing
// while one runs, and touches neither caches nor other data of a site, which browsers share between sites.
//
// A store is opened through SQLite alone, in its own folder, together with its journals: the main file by itself lacks what the
// browser has not moved into it yet. What is not understood is refused: a layout that is not known, a link, another person's
// file, a network disk, a lock from another computer.
package browsers
