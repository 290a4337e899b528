"""Who sells and who buys on the samples. Nobody here exists; their check digits are right all the same."""

from dataclasses import dataclass

from functions.finance.domain.nit import Nit, check_digit

NIT, CEDULA, FOREIGN = "31", "13", "50"
MEDELLIN, BOGOTA, ENVIGADO = ("Medellín", "05001"), ("Bogotá, D.C.", "11001"), ("Envigado", "05266")


@dataclass(frozen=True, kw_only=True)
class Party:
    """A company or a person.

    Attributes:
        id_type: DIAN's code of the number: 31 NIT, 13 cédula, 50 of another country.
        responsibilities: codes of the RUT, joined as documents join them.
        regime: 48 charges IVA, 49 does not.
        stated_dv: a check digit other than the right one.
    """

    name: str
    number: str
    id_type: str = NIT
    address: str
    town: tuple[str, str] = MEDELLIN
    phone: str
    email: str
    responsibilities: str = "R-99-PN"
    regime: str = "48"
    activity: str = ""
    is_person: bool = False
    stated_dv: str | None = None

    @property
    def dv(self) -> str | None:
        """The check digit that documents state, for a NIT."""
        if self.id_type != NIT:
            return None
        return self.stated_dv or str(check_digit(self.number))

    @property
    def nit(self) -> str:
        """As it is printed: ``901.555.321-4``."""
        return Nit(self.number, None if self.dv is None else int(self.dv)).for_people()

    @property
    def city(self) -> str:
        return self.town[0]


ASTRAMECH = Party(
    name="Astramech S.A.S.",
    number="901555321",
    address="Carrera 43A # 14-27, oficina 802",
    phone="604 555 0142",
    email="facturas@astramech.example",
    activity="6201",
)
PAPELERIA = Party(
    name="Papelería El Escritorio Ltda.",
    number="811204567",
    address="Calle 52 # 49-18, local 102",
    phone="604 555 0110",
    email="ventas@elescritorio.example",
    activity="4761",
)
CLIMATIZAR = Party(
    name="Climatizar Andina S.A.S.",
    number="900731458",
    address="Calle 30 # 65-40, bodega 3",
    phone="604 555 0173",
    email="servicio@climatizarandina.example",
    activity="4322",
)
CONSULTORES = Party(
    name="Consultores Peña y Núñez S.A.S.",
    number="901118342",
    address="Calle 10 # 42-28, piso 5",
    phone="604 555 0191",
    email="cartera@penaynunez.example",
    activity="7020",
)
RESTAURANTE = Party(
    name="Restaurante La Ceiba Dorada S.A.S.",
    number="900645127",
    address="Carrera 35 # 8A-15",
    phone="604 555 0125",
    email="caja@ceibadorada.example",
    activity="5611",
)
NUBE = Party(
    name="Nube Ecuatorial S.A.S.",
    number="901402776",
    address="Carrera 11 # 93-46, oficina 301",
    town=BOGOTA,
    phone="601 555 0168",
    email="billing@nubeecuatorial.example",
    responsibilities="O-15",
    activity="6311",
)
EQUIPOS = Party(
    name="Equipos y Redes del Norte S.A.",
    number="800512903",
    address="Autopista Norte # 118-60",
    town=BOGOTA,
    phone="601 555 0107",
    email="facturacion@equiposyredes.example",
    responsibilities="O-13;O-15",
    activity="4651",
)
FERRETERIA = Party(
    name="Ferretería Los Guaduales S.A.S.",
    number="900287614",
    address="Carrera 48 # 32 Sur-110",
    town=ENVIGADO,
    phone="604 555 0156",
    email="facturas@losguaduales.example",
    activity="4752",
)
CAFE = Party(
    name="Tostadora Monte Azul S.A.S.",
    number="901027385",
    address="Calle 9 # 38-20, local 1",
    phone="604 555 0139",
    email="tienda@monteazul.example",
    activity="1062",
)
ACUEDUCTO = Party(
    name="Aguas de la Montaña S.A. E.S.P.",
    number="811007429",
    address="Carrera 58 # 42-125",
    phone="604 555 0100",
    email="clientes@aguasdelamontana.example",
    responsibilities="O-13;O-15",
    activity="3600",
)
INMOBILIARIA = Party(
    name="Inmobiliaria Tres Cordilleras S.A.S.",
    number="900958231",
    address="Carrera 43A # 1-50, torre 2",
    phone="604 555 0184",
    email="arriendos@trescordilleras.example",
    activity="6810",
)
ABOGADA = Party(
    name="Lucía Amparo Bedoya Quiñones",
    number="43578912",
    address="Calle 7 Sur # 42-70, consultorio 609",
    phone="310 555 0117",
    email="lucia.bedoya@bedoyaabogados.example",
    activity="6910",
    is_person=True,
)
CARPINTERO = Party(
    name="Jhon Jairo Ñustes Peláez",
    number="1020304050",
    id_type=CEDULA,
    address="Calle 92 # 47-31, barrio Aranjuez",
    phone="312 555 0148",
    email="jj.nustes@correo.example",
    regime="49",
    is_person=True,
)
MERCADO = Party(
    name="Supermercado La Vega S.A.S.",
    number="900814266",
    address="Carrera 70 # 44-09",
    phone="604 555 0162",
    email="contacto@lavega.example",
    activity="4711",
)
SOFTWARE_INC = Party(
    name="Bright Harbor Software, Inc.",
    number="98-7654321",
    id_type=FOREIGN,
    address="410 Wharf Street, Suite 9, Portland, ME 04101, USA",
    town=("Portland", ""),
    phone="+1 207 555 0133",
    email="accounts@brightharbor.example",
)
DISTRAIDA = Party(
    name="Floristería La Distraída S.A.S.",
    number="900376218",
    address="Calle 33 # 78-12",
    phone="604 555 0199",
    email="flores@ladistraida.example",
    activity="4773",
    stated_dv="0",
)
ENERGIA = Party(
    name="Energía de las Cumbres S.A. E.S.P.",
    number="890982377",
    address="Carrera 58 # 42-200",
    phone="604 555 0101",
    email="clientes@energiadelascumbres.example",
    responsibilities="O-13;O-15",
    activity="3514",
)
TRANSPORTE = Party(
    name="Transportes Valle Alto S.A.S.",
    number="900423871",
    address="Calle 44 # 55-80, bodega 12",
    phone="604 555 0171",
    email="despachos@vallealto.example",
    activity="4923",
)
HOTEL = Party(
    name="Hotel Brisa del Caribe S.A.S.",
    number="806015233",
    address="Carrera 2 # 8-146, Bocagrande",
    town=("Cartagena", "13001"),
    phone="605 555 0119",
    email="reservas@brisadelcaribe.example",
    activity="5511",
)
TELEFONIA = Party(
    name="Comunicaciones Andinas S.A. E.S.P.",
    number="830114921",
    address="Calle 100 # 19-61",
    town=BOGOTA,
    phone="601 555 0133",
    email="clientes@comunicacionesandinas.example",
    responsibilities="O-13;O-15",
    activity="6110",
)
