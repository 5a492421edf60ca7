using Broadside.Fuzz;

// For afl++ and for repeating what it found: dotnet Broadside.Fuzz.dll TARGET [FILE]; without FILE the input is standard input.
if (args.Length is 0 or > 2 || !Targets.All.TryGetValue(args[0], out var target))
{
    Console.Error.WriteLine($"usage: Broadside.Fuzz {string.Join('|', Targets.All.Keys)} [FILE]");
    return 2;
}
using var input = new MemoryStream();
using (var source = args.Length == 2 ? File.OpenRead(args[1]) : Console.OpenStandardInput())
{
    source.CopyTo(input);
}
target(input.ToArray());
return 0;
