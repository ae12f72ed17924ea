package browsers

// isNotFolder is false: Windows says that the path does not exist.
func isNotFolder(error) bool { return false }
