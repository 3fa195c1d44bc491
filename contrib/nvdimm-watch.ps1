# A line for each event of the NVDIMMs: the journal's priority in angle brackets, then JSON. Arguments go to Watch-NvdimmEvent.
Watch-NvdimmEvent -IncludeInitial @args | ForEach-Object { "<$([int] $_.Severity)>$($_ | ConvertTo-Json -Compress -EnumsAsStrings)" }
