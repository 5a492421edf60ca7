using Broadside.Kit;

namespace Broadside.Tests.House;

public sealed class FloorTests
{
    [Fact]
    public void A_module_uses_modules_on_lower_floors_only()
    {
        using var code = new CompiledCode(typeof(IModule).Assembly.Location);
        var uses = code.Uses();

        var climbs = uses
            .Select(u => (u.User, u.Used, From: Module(u.User), To: Module(u.Used)))
            .Where(u => u.From is not null && u.To is not null && u.From != u.To)
            .Where(u => ModuleMap.Floors[u.To!] >= ModuleMap.Floors[u.From!])
            .Select(u => $"{u.User} (floor {ModuleMap.Floors[u.From!]}) uses {u.Used} (floor {ModuleMap.Floors[u.To!]})")
            .Order();

        Assert.True(!climbs.Any(), string.Join('\n', climbs));
        // The reading itself works: a body's use and a signature's use are both seen.
        Assert.Contains(("Broadside.Storage.Migrator", "Broadside.Kit.SettingsException"), uses);
        Assert.Contains(("Broadside.Storage.SqliteEngine", "Broadside.Kit.DataFolder"), uses);
    }

    [Fact]
    public void No_module_uses_the_program_that_lists_them()
    {
        using var code = new CompiledCode(typeof(IModule).Assembly.Location);

        Assert.DoesNotContain(code.Uses(), u => Module(u.User) is not null && (u.Used == ".Program" || u.Used.Count(c => c == '.') == 1 && u.Used.StartsWith("Broadside.", StringComparison.Ordinal)));
    }

    /// <summary>The second word of the namespace; null for what stands outside every module.</summary>
    private static string? Module(string type)
    {
        var words = type.Split('.');
        return words.Length > 2 && words[0] == "Broadside" ? words[1] : null;
    }
}
