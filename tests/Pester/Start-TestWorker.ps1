<#
.SYNOPSIS
Runs the Pester files that come by a named pipe, each in a session of its own, and ends each with a line "<Mark> <counts>".

.DESCRIPTION
Most of the time that a small file takes is the start of PowerShell and Pester, which files share here. The names come by a pipe of
their own, so that standard input is at its end for the programs that tests start.
#>
param([string] $Pipe, [string] $Mark, [string] $Module, [string] $Pester)

$stream = [System.IO.Pipes.NamedPipeClientStream]::new('.', $Pipe, 'In')
$stream.Connect()
$reader = [System.IO.StreamReader]::new($stream)
while ($null -ne ($path = $reader.ReadLine())) {
    $runspace = [runspacefactory]::CreateRunspace($Host)
    $runspace.Open()
    $shell = [powershell]::Create($runspace)
    try {
        $null = $shell.AddCommand("$PSScriptRoot/Invoke-TestFile.ps1").AddParameters(@{ Path = $path; Module = $Module; Pester = $Pester; NoExit = $true })
        $counts = @($shell.Invoke())[-1]
        $shell.Streams.Error | ForEach-Object { [Console]::Out.WriteLine("$_") }
    } catch {
        [Console]::Out.WriteLine("$_")
        $counts = '0 passed, 1 failed, 0 skipped'
    } finally {
        $shell.Dispose()
        $runspace.Dispose()
    }
    [Console]::Out.WriteLine()
    [Console]::Out.WriteLine("$Mark $counts")
}
