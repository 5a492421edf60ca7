using System.CommandLine;
using System.CommandLine.Invocation;
using Broadside.Kit;

namespace Broadside;

/// <summary>Runs the command line: the one place where its failures end, as one sentence and exit code 2.</summary>
public static class Entry
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        try
        {
            var parse = root.Parse(args);
            if (parse.Action is ParseErrorAction wrong)
            {
                wrong.ShowHelp = false;
            }
            return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return 2;
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
#pragma warning disable CA1031 // whatever went wrong ends here, with its story on standard error
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"Broadside could not go on: {e.Message}");
            await Console.Error.WriteLineAsync(e.ToString());
            return 2;
        }
    }
}
