"""Surnames of many countries, to put in the place of others. None is an English word, a place or a given name."""

SURNAMES = tuple(
    """
    Abernathy Abiodun Achebe Adebayo Adeyemi Aguilar Ahlberg Akhtar Albrecht Alvarado Amundsen Andersson Antonov
    Aquino Arslan Ashworth Atkinson Avdeyev Ayala Azizi Babatunde Bachmann Bagchi Bajwa Balogun Banerjee Bangura
    Barzani Bauer Beaumont Becker Belinsky Benavides Bennani Berglund Bhatt Bianchi Blanchard Bogdanov Bouchard
    Boyle Brannigan Brzezicki Buchanan Bukowski Burgess Callaghan Camara Cardoso Carmichael Castellanos Cavanaugh
    Cervantes Chakraborty Chaudhry Cheung Chukwu Colombo Contreras Corrigan Coulibaly Cunningham Czarnecki Dalgaard
    Danjuma Dasgupta Delacroix Delgado Demir Devereaux Diallo Diaz Dimitrov Dombrowski Donahue Donnelly Dragomir
    Dubois Duarte Echeverria Eklund Eriksson Escobar Espinoza Etxeberria Ezekwesili Fairbanks Farrell Fernandes
    Ferrari Figueroa Fitzgerald Fofana Fontaine Forsythe Fournier Fraser Friedrich Fujimoto Gallagher Galindo
    Ganguly Garcia Gautier Gebre Ghosh Giordano Goldstein Gomes Gonzalez Grabowski Greenberg Grigoryan Guerrero
    Gundersen Gupta Gustafsson Gutierrez Haddad Hakimi Halvorsen Hamidi Haraldsson Harrington Hashimoto Hathaway
    Hendricks Hernandez Herrera Higgins Hirsch Hoang Hofmann Holmberg Horvat Hossain Huang Hughes Ibarra Iglesias
    Ikeda Ingram Iqbal Ivanov Iyer Jankowski Jayawardene Jensen Jimenez Johansson Jovanovic Kamara Kapoor Karlsson
    Kaufman Kavanagh Keita Kessler Khalil Khatri Kiplagat Kimura Kirchner Kobayashi Koroma Kovacs Kowalczyk
    Krishnan Kristiansen Kumar Kuznetsov Lachance Lapointe Larsson Laurent Lefebvre Leitner Lindqvist Lombardi
    Lopes Lozano Lundgren Machado MacDonald Mahmoud Maldonado Malik Mancini Marchetti Markovic Martinelli Mathieu
    Matsuda Mbeki McAllister McCarthy McGregor McLaughlin Medeiros Mehta Melnyk Mendoza Menon Mensah Middleton
    Mishra Mitchell Mokoena Molina Monaghan Montague Moreau Moretti Mukherjee Munoz Murakami Mwangi Nadeau Naidoo
    Nakamura Narayan Ndiaye Nguyen Nielsen Nikolaidis Nkosi Noguchi Novak Nowicki Nwosu Obiang Ochoa O'Connell
    O'Donoghue Odhiambo Ogunbanjo Okeke Oliveira Olofsson Ortega Osborne Osei Otieno Ouedraogo Owusu Ozturk Pacheco
    Palmieri Papadopoulos Patel Pedersen Pellegrini Pereira Petrenko Petrov Pfeiffer Pham Pietrowski Popescu
    Prendergast Qureshi Quigley Ramaswamy Ramirez Rasmussen Rausch Reyes Ribeiro Richter Rinaldi Rodriguez Romanov
    Rosenthal Rousseau Ruiz Rutherford Saarinen Saito Salazar Sandoval Santos Sapkota Schmidt Schneider Schroeder
    Sepulveda Serrano Shapiro Sharma Shevchenko Shrestha Silva Simmons Singh Sinclair Sithole Sobczak Sorensen
    Soto Stefanov Steinberg Subramanian Sundberg Suzuki Svensson Szabo Takahashi Tanaka Tembo Thapa Thibault
    Thomsen Thornton Tkachenko Toure Tran Traore Tremblay Tsering Ueda Umarov Underhill Vaillancourt Valdez Varga
    Vasquez Velasco Verma Villanueva Virtanen Vogel Volkov Vukovic Wagner Wakefield Watanabe Weinstein Whitfield
    Wiltshire Wojcik Yamamoto Yeboah Yildirim Zapata Zhang Zielinski Zimmermann Zubkov
    """.split()
)
