using Broadside.Bench;

// dotnet run -c Release --project bench -- import 100000
if (args is ["import", .. var rest])
{
    return await ImportBench.RunAsync(rest);
}
Console.Error.WriteLine("Measures Broadside. Usage: dotnet run -c Release --project bench -- import [ARTICLES] [--keep FOLDER]");
return 1;
