"""Lines, time and memory of the typesetter against WeasyPrint as it comes, and against typst."""
