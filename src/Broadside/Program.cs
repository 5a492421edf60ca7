Console.WriteLine("broadside");
